import fc from 'fast-check';
import type { Wohnsitzanmeldung } from '../../src/domains/meldewesen/wohnsitzanmeldung-data.ts';
import {
  day,
  few,
  municipalityKey,
  object,
  partialDateOrUnknown,
  postalCode,
  status,
  text,
} from './register-values.ts';
import {
  alwaysKnown,
  birthPlace,
  partsOfAddress,
  registeredAddress,
  relativeName,
  residence,
  residences,
  sometimesKnown,
} from './registered-persons.ts';

/** Registrations of dwellings that are in order, of any shape of family. */

/** At least one dwelling by which the person is found. */
const applicantsResidences = fc
  .tuple(residence(fc.constantFrom('0', '1')), few(residence(status), 1))
  .map(([main, others]) => [...others, main]);

const applicant = object(
  {
    ...alwaysKnown,
    birth: object({ date: partialDateOrUnknown }, birthPlace),
    residences: applicantsResidences,
    newResidenceStatus: status,
  },
  sometimesKnown,
);

const companion = { ...alwaysKnown, birth: object({}, { date: partialDateOrUnknown, ...birthPlace }) };
const ownAnswers = { ...sometimesKnown, residences, newResidenceStatus: status };

const partner = object({ ...companion, partnershipType: fc.constantFrom('EG', 'LP') }, ownAnswers);
const child = object(companion, ownAnswers);
const childOfPartner = object(companion, { ...ownAnswers, onlyOfPartner: fc.constant(true as const) });

const moving = fc.oneof(object({}, { children: few(child) }), object({ partner }, { children: few(childOfPartner) }));

const formerResidence = fc.oneof(
  object({ decision: fc.constant('1') }, { movedOut: fc.constant('2026-11-25') }),
  fc.record({ decision: fc.constant('2') }),
);

const newAddress = registeredAddress.chain((address) =>
  fc.boolean().map((said) => {
    const { municipalityKey: key, ...rest } = address;
    return said ? { municipalityKey: key, ...rest } : rest;
  }),
);

const identification = fc.record({
  person: fc.record({ ...relativeName, birthDate: partialDateOrUnknown }),
  address: fc.oneof(
    fc.record({ municipalityKey, postalCode, streetLine: text() }),
    object({ municipalityKey, postalCode, street: text() }, { houseNumber: partsOfAddress.houseNumber }),
  ),
});

/** A registration of a person, a couple or a family on or before 25 November 2026. */
export const families: fc.Arbitrary<Wohnsitzanmeldung> = fc
  .tuple(
    object(
      { applicant, newResidence: fc.record({ address: newAddress, movedIn: day }), formerResidence },
      {
        landlords: few(fc.record({ lines: fc.array(fc.record({ text: text() }), { minLength: 1, maxLength: 6 }) })),
        ownersOtherThanLandlord: few(text()),
        remarks: few(text(40)),
        identification,
      },
    ),
    moving,
  )
  .map(([household, together]) => ({ ...household, ...together }));
