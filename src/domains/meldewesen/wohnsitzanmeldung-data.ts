import { z } from 'zod';
import { birthDateRules, calendarDate } from '../common-data.ts';
import { zodData } from '../data-schema.ts';
import { registeredAddress } from './parts/addresses.ts';
import { identification } from './parts/identification.ts';
import { nameOrNone } from './parts/names.ts';
import { registeredPerson } from './parts/registered-person-data.ts';
import { registeringPerson } from './parts/registering-person.ts';

/** What a person, or a family that moves together, says to register a dwelling (§§ 17, 23, 23a BMG). */

const withName = registeringPerson.extend({
  name: registeredPerson.shape.name.extend({
    familyName: nameOrNone.describe('Familienname; a person with one name only has it here'),
    givenNames: nameOrNone.describe('All Vornamen; false for a person who has none'),
  }),
});

/** Who moves along shares the applicant's answers where none of their own is given (§ 23 (5) BMG). */
const companion = withName.extend({
  residences: registeredPerson.shape.residences.optional().describe("Left out: the applicant's"),
  newResidenceStatus: z.string().optional().describe("0 only, 1 main, 2 secondary dwelling; left out: the applicant's"),
});

const partner = companion.extend({ partnershipType: z.string().describe('EG spouse, LP registered partner') });

const child = companion.extend({
  onlyOfPartner: z.literal(true).optional().describe('true for a child of the partner alone'),
});

const pdf = z
  .strictObject({ attachment: z.string().describe("Id of one of the submission's attachments, a PDF") })
  .optional();

const wohnsitzanmeldung = z.strictObject({
  applicant: withName.describe('Who registers; data as the register has them, confirmed'),
  partner: partner.optional().describe('Spouse or registered partner who moves along'),
  children: z.array(child).optional().describe('Children who move along'),
  newResidence: z.strictObject({
    address: registeredAddress.extend({
      municipalityKey: z.string().optional().describe('AGS; left out, the municipality of the region'),
    }),
    movedIn: calendarDate.describe('Day of moving in, YYYY-MM-DD; not in the future'),
  }),
  formerResidence: z.strictObject({
    decision: z.string().describe('1 given up, 2 kept'),
    movedOut: calendarDate
      .optional()
      .describe('Day of moving out, only where the dwelling is given up on another day than that of moving in'),
  }),
  landlords: z
    .array(
      z.strictObject({
        lines: z
          .array(
            z.strictObject({
              text: z.string(),
              position: z.number().optional().describe('1 to 6; left out, the place in the list'),
            }),
          )
          .describe('Name and address as on an envelope, at most six lines'),
      }),
    )
    .optional()
    .describe('Wohnungsgeber (§ 19 BMG)'),
  ownersOtherThanLandlord: z.array(z.string()).optional().describe('Owners who are not the landlord'),
  documents: z
    .strictObject({
      landlordConfirmation: pdf.describe('Wohnungsgeberbestätigung (§ 19 (3) BMG)'),
      mainResidenceDeclaration: pdf.describe('Bestimmung der Hauptwohnung (§ 22 BMG)'),
    })
    .optional(),
  remarks: z.array(z.string()).optional().describe('Free text for the authority'),
  identification: identification
    .optional()
    .describe("Left out: the applicant's name and date of birth, and the first dwelling that is not a secondary one"),
});

/** As the portal says it. */
export type Wohnsitzanmeldung = z.output<typeof wohnsitzanmeldung>;

const births = [
  'birth.date',
  'legalRepresentatives.*.birthDate',
  'registeredPartner.birthDate',
  'registeredChildren.*.birthDate',
];
const persons = ['applicant', 'partner', 'children.*'];

export const wohnsitzanmeldungData = zodData(wohnsitzanmeldung, [
  ...birthDateRules('identification.person.birthDate'),
  ...persons.flatMap((person) => births.flatMap((birth) => birthDateRules(`${person}.${birth}`))),
]);
