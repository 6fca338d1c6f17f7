import fc from 'fast-check';
import {
  day,
  doctorate,
  few,
  municipalityKey,
  nameOrNone,
  object,
  partialDate,
  partialDateOrUnknown,
  postalCode,
  sex,
  state,
  status,
  taxId,
  text,
} from './register-values.ts';

/** What the register says of a person and those who belong to the person, all in order. */

const evidence = fc.oneof(
  object({}, { date: day, description: text() }),
  object({ authority: text() }, { date: day, fileNumber: text() }),
  object({ authorityAndFile: text() }, { description: text() }),
);

export const partsOfAddress = {
  houseNumber: fc.stringMatching(/^[0-9]{1,4}$/),
  houseNumberSuffix: fc.constantFrom('a', '1/2', 'B 2', 'ü'),
  houseNumberPart: text(),
  flat: fc.constantFrom('3.OG', '12', 'EG'),
  formerMunicipality: text(),
  occupant: text(),
  extra: text(),
};

export const registeredAddress = object(
  { municipalityKey, street: text(55), postalCode, city: text(40) },
  partsOfAddress,
);

const inGermany = object({}, { municipalityKey, street: text(), postalCode, city: text(), ...partsOfAddress });
const unknown = object({}, { case: fc.constantFrom('0', '1', '2') });
const abroad = fc.oneof(fc.record({ country: state }), fc.record({ withheld: fc.constant(true as const) }));
const childAddress = fc.oneof(fc.record({ inGermany }), fc.record({ unknown }));
const relativeAddress = fc.oneof(childAddress, fc.record({ abroad }));

export const relativeName = { familyName: nameOrNone, givenNames: nameOrNone };
const relative = { birthDate: partialDateOrUnknown, sex };

const legalRepresentative = fc
  .tuple(
    fc.oneof(
      fc.record({ organisation: text() }),
      fc.record({ person: object({}, { ...relativeName, doctorate }) }),
      fc.constant({}),
    ),
    object(
      {},
      { ...relative, address: relativeAddress, type: fc.constantFrom('1', '2', '3', '4', '5'), endsOn: day, taxId },
    ),
  )
  .map(([who, rest]) => ({ ...who, ...rest }));

const registeredPartner = object(
  {},
  {
    partnershipType: fc.constantFrom('EG', 'LP'),
    name: object({}, { ...relativeName, birthName: nameOrNone, doctorate }),
    ...relative,
    residences: few(object({}, { address: relativeAddress, status, kind: fc.constantFrom('1', '7') })),
    taxId,
  },
);

const registeredChild = object({}, { name: object({}, relativeName), ...relative, address: childAddress, taxId });

const name = object(relativeName, {
  marriedName: nameOrNone,
  partnershipName: nameOrNone,
  birthName: nameOrNone,
  formerFamilyNames: few(object({}, { familyName: nameOrNone })),
  passportGivenNames: nameOrNone,
  usualGivenName: nameOrNone,
  formerGivenNames: few(object({ givenNames: nameOrNone }, { evidence })),
  doctorate,
  religiousName: text(),
  stageName: text(),
});

export const residence = (statuses: fc.Arbitrary<string>) =>
  object(
    { address: registeredAddress },
    {
      conditionallyBlocked: fc.constant(true as const),
      movedIn: fc.oneof(day, fc.constant('unknown')),
      statusChangedOn: day,
      status: statuses,
    },
  );

export const alwaysKnown = {
  name,
  sex,
  nationalities: fc.array(fc.constantFrom('000', '121', '999', '145'), { minLength: 1, maxLength: 4 }),
  religion: object({ taxLevying: fc.constantFrom('--', 'rk', 'isby') }, { other: fc.constantFrom('oa', 'hgnw') }),
  maritalStatus: object(
    { status: fc.constantFrom('LD', 'VH', 'NB') },
    { since: partialDate, place: text(), country: state, previousPartnershipSince: day, evidence },
  ),
};

export const sometimesKnown = {
  formerSexEntries: few(fc.record({ sex, changedOn: day, authorityAndFile: text() })),
  movedToGermanyOn: day,
  identityDocuments: few(
    object(
      { type: fc.constantFrom('01', '09'), authority: text() },
      { validUntil: day, serialNumber: text(), issuedOn: day },
    ),
  ),
  azrNumber: fc.constant('901231123456'),
  disclosureBlocks: few(object({ reason: fc.constantFrom('3', '11') }, { until: day })),
  passportRefusals: few(object({ status: fc.constantFrom('1', '8') }, { evidence })),
  taxId,
  legalRepresentatives: few(legalRepresentative, 4),
  registeredPartner,
  registeredChildren: few(registeredChild),
  objections: object({}, { reasons: few(fc.constantFrom('2', '5', '13')), underStateLaw: few(text()) }),
};

export const birthPlace = { place: text(), country: state };
export const residences = fc.array(residence(status), { minLength: 1, maxLength: 2 });
