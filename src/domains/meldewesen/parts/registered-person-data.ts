import { z } from 'zod';
import { calendarDate, partialDate } from '../../common-data.ts';
import { registeredAddress } from './addresses.ts';
import { evidence } from './evidence.ts';
import { nameOrNone } from './names.ts';
import { legalRepresentative, registeredChild, registeredPartner } from './relatives.ts';

/** What the register of residents says of one person: what a prefilled form (1703) shows and a registration (1704) confirms. */

const name = z.strictObject({
  familyName: nameOrNone.optional().describe('Familienname; a person with one name only has it here'),
  passportFamilyName: nameOrNone.optional().describe('Family name as the passport spells it'),
  marriedName: nameOrNone.optional().describe('Ehename'),
  partnershipName: nameOrNone.optional().describe('Lebenspartnerschaftsname'),
  birthName: nameOrNone.optional().describe('Geburtsname'),
  formerFamilyNames: z
    .array(z.strictObject({ familyName: nameOrNone.optional(), evidence: evidence.optional() }))
    .optional()
    .describe('Frühere Familiennamen; without evidence in a registration'),
  givenNames: nameOrNone.optional().describe('All Vornamen; false for a person who has none'),
  passportGivenNames: nameOrNone.optional().describe('Given names as the passport spells them'),
  usualGivenName: nameOrNone.optional().describe('Gebräuchlicher Vorname'),
  formerGivenNames: z.array(z.strictObject({ givenNames: nameOrNone, evidence: evidence.optional() })).optional(),
  doctorate: z.string().optional().describe('"Dr.", "Dr.hc.", "Dr.eh."; a blank between several'),
  religiousName: z.string().optional().describe('Ordensname'),
  stageName: z.string().optional().describe('Künstlername'),
});

const birth = z.strictObject({
  date: partialDate.optional(),
  place: z.string().optional(),
  country: z.string().optional().describe('DESTATIS key of the state, three digits; left out for Germany'),
});

const formerSexEntry = z.strictObject({
  sex: z.string(),
  changedOn: calendarDate,
  authorityAndFile: z.string().describe('Authority and file number of the change'),
});

const residence = z.strictObject({
  address: registeredAddress,
  conditionallyBlocked: z.literal(true).optional().describe('Bedingter Sperrvermerk (§ 52 BMG)'),
  movedIn: z.string().optional().describe('YYYY-MM-DD, or "unknown"'),
  statusChangedOn: calendarDate.optional(),
  status: z.string().optional().describe('0 only, 1 main, 2 secondary dwelling'),
});

const maritalStatus = z.strictObject({
  status: z.string().describe('Code of familienstand: LD single, VH married, VW widowed, GS divorced, …'),
  since: z.string().optional().describe('YYYY-MM-DD, or YYYY-MM or YYYY where the rest is not known'),
  place: z.string().optional().describe('Where the last marriage or partnership was entered into'),
  country: z.string().optional().describe('DESTATIS key of the state of that place; left out for Germany'),
  previousPartnershipSince: calendarDate.optional().describe('Begin of a partnership before the marriage'),
  evidence: evidence.optional(),
});

const identityDocument = z.strictObject({
  type: z.string().describe('Code of pass.und.ausweisdokumente: 01 passport, 09 identity card, 15 eID card, …'),
  validUntil: calendarDate.optional(),
  serialNumber: z.string().optional(),
  authority: z.string(),
  issuedOn: calendarDate.optional().describe('Never for an eID card'),
});

export const registeredPerson = z.strictObject({
  name,
  birth,
  sex: z.string().describe('Geschlecht: m, w, d, x'),
  formerSexEntries: z.array(formerSexEntry).optional(),
  nationalities: z.array(z.string()).min(1).describe('DESTATIS keys, three digits: "000" is German; at most four'),
  religion: z.strictObject({
    taxLevying: z.string().describe('Community that levies church tax: ev, rk, …; "--" for none'),
    other: z.string().optional().describe('Other community under public law, two or four letters'),
  }),
  residences: z.array(residence).min(1).describe('The dwellings in Germany that the register knows now'),
  movedToGermanyOn: calendarDate.optional().describe('Zuzug in das Bundesgebiet'),
  maritalStatus,
  identityDocuments: z.array(identityDocument).optional(),
  azrNumber: z.string().optional().describe('Number in the central register of foreigners'),
  disclosureBlocks: z
    .array(z.strictObject({ until: calendarDate.optional(), reason: z.string().describe('3 or 11') }))
    .optional()
    .describe('Auskunftssperren (§ 51 BMG)'),
  passportRefusals: z
    .array(z.strictObject({ status: z.string().describe('One digit'), evidence: evidence.optional() }))
    .optional(),
  taxId: z.string().optional().describe('Steuer-Identifikationsnummer, eleven digits'),
  legalRepresentatives: z.array(legalRepresentative).optional().describe('At most four'),
  registeredPartner: registeredPartner.optional().describe('Spouse or partner as the register knows them'),
  registeredChildren: z.array(registeredChild).optional().describe('Children as the register knows them'),
});

export type RegisteredPerson = z.output<typeof registeredPerson>;
