import { z } from 'zod';
import { type Node, scope } from '../../../messages/definition.ts';
import type { At, Item } from '../../../messages/paths.ts';
import { day, din } from '../../../messages/text-types.ts';
import { calendarDate, partialDate } from '../../common-data.ts';
import { childAddress, childAddressElements, relativeAddress, relativeAddressElements } from './addresses.ts';
import { doctorate, familyNameElement, nameElement, nameOrNone } from './names.ts';
import { birthElement } from './partial-dates.ts';
import {
  legalRepresentativeTypes,
  partnershipTypes,
  residenceKinds,
  residenceStatuses,
  sexes,
} from './register-code-lists.ts';
import { taxId } from './tax-id.ts';

/** What the register says of those who belong to a person: representatives, partner, children. All of it is optional. */

const familyName = nameOrNone.optional();
const passportFamilyName = nameOrNone.optional().describe('Family name as the passport spells it');
const givenNames = nameOrNone.optional().describe('All Vornamen; false for a person who has none');
const doctoralDegree = z.string().optional().describe('"Dr.", "Dr.hc.", "Dr.eh."; a blank between several');
const sex = z.string().optional().describe('Geschlecht: m, w, d, x');
const taxNumber = z.string().optional().describe('Steuer-Identifikationsnummer, eleven digits');

/** A parent, guardian or custodian. */
export const legalRepresentative = z.strictObject({
  person: z.strictObject({ familyName, passportFamilyName, givenNames, doctorate: doctoralDegree }).optional(),
  organisation: z.string().optional().describe('Name of a legal person, instead of person'),
  birthDate: partialDate.optional(),
  sex,
  address: relativeAddress.optional(),
  type: z
    .string()
    .optional()
    .describe('Code of gesetzlicher.vertreter: 1 father, 2 mother, 3 other person, 4 legal person, 5 custodian'),
  endsOn: calendarDate.optional().describe('Tag der Beendigung'),
  taxId: taxNumber,
});

export type LegalRepresentative = z.output<typeof legalRepresentative>;

const representative = scope<LegalRepresentative>();
const representativePerson = scope<At<LegalRepresentative, 'person'>>();

/** What all messages say of a legal representative. */
export const legalRepresentativeBase: Node<LegalRepresentative>[] = [
  representative.group(
    'name',
    [
      representative.choice([
        representative.inside('nameNatuerlichePerson', 'person', [
          familyNameElement('familyName', 'passportFamilyName', { optional: true }),
          nameElement('vornamen', 'givenNames', { optional: true }),
          representativePerson.text('doktorgrad', 'doctorate', doctorate, { optional: true }),
        ]),
        representative.text('nameJuristischePerson', 'organisation', din('C')),
      ]),
    ],
    { optional: true },
  ),
  birthElement('birthDate', { optional: true }),
  representative.code('geschlecht', 'sex', sexes, { optional: true }),
  representative.inside('anschrift', 'address', relativeAddressElements, { optional: true }),
  representative.code('gesetzlichervertreterschluessel', 'type', legalRepresentativeTypes, { optional: true }),
];

/** `type.VorausgefuellterMeldeschein.GesetzlicherVertreter`. */
export const legalRepresentativeElements: Node<LegalRepresentative>[] = [
  ...legalRepresentativeBase,
  representative.text('tagDerBeendigung', 'endsOn', day, { optional: true }),
  representative.text('idNr', 'taxId', taxId, { optional: true }),
];

/** The spouse or registered partner whom the register knows, whether moving along or not. */
export const registeredPartner = z.strictObject({
  partnershipType: z.string().optional().describe('EG spouse, LP registered partner'),
  name: z
    .strictObject({
      familyName,
      passportFamilyName,
      birthName: nameOrNone.optional(),
      givenNames,
      doctorate: doctoralDegree,
    })
    .optional(),
  birthDate: partialDate.optional(),
  sex,
  residences: z
    .array(
      z.strictObject({
        address: relativeAddress.optional(),
        status: z.string().optional().describe('0 only, 1 main, 2 secondary dwelling'),
        kind: z.string().optional().describe('Code of wohnungsart, one digit'),
      }),
    )
    .optional(),
  taxId: taxNumber,
});

export type RegisteredPartner = z.output<typeof registeredPartner>;

const partner = scope<RegisteredPartner>();
const partnerName = scope<At<RegisteredPartner, 'name'>>();
const partnerResidence = scope<Item<At<RegisteredPartner, 'residences'>>>();

/** What all messages say of a partner. */
export const registeredPartnerBase: Node<RegisteredPartner>[] = [
  partner.code('partnerschaftstyp', 'partnershipType', partnershipTypes, { optional: true }),
  partner.inside(
    'name',
    'name',
    [
      familyNameElement('familyName', 'passportFamilyName', { optional: true }),
      nameElement('geburtsname.unstrukturiert', 'birthName', { optional: true }),
      nameElement('vornamen', 'givenNames', { optional: true }),
      partnerName.text('doktorgrad', 'doctorate', doctorate, { optional: true }),
    ],
    { optional: true },
  ),
  birthElement('birthDate', { optional: true }),
  partner.code('geschlecht', 'sex', sexes, { optional: true }),
  partner.each(
    'wohnung',
    'residences',
    [
      partnerResidence.inside('anschrift', 'address', relativeAddressElements, { optional: true }),
      partnerResidence.code('statusderwohnung', 'status', residenceStatuses, { optional: true }),
      partnerResidence.code('artderwohnung', 'kind', residenceKinds, { optional: true }),
    ],
    { optional: true },
  ),
];

/** `type.VorausgefuellterMeldeschein.Partner`. */
export const registeredPartnerElements: Node<RegisteredPartner>[] = [
  ...registeredPartnerBase,
  partner.group('steueridentifikation', [partner.text('idnummer', 'taxId', taxId)], { optional: true }),
];

/** A child whom the register knows, whether moving along or not. */
export const registeredChild = z.strictObject({
  name: z.strictObject({ familyName, passportFamilyName, givenNames }).optional(),
  birthDate: partialDate.optional(),
  sex,
  address: childAddress.optional(),
  taxId: taxNumber,
});

export type RegisteredChild = z.output<typeof registeredChild>;

const child = scope<RegisteredChild>();

/** What all messages say of a child. */
export const registeredChildBase: Node<RegisteredChild>[] = [
  child.inside(
    'name',
    'name',
    [
      familyNameElement('familyName', 'passportFamilyName', { optional: true }),
      nameElement('vornamen', 'givenNames', { optional: true }),
    ],
    { optional: true },
  ),
  birthElement('birthDate', { optional: true }),
  child.code('geschlecht', 'sex', sexes, { optional: true }),
  child.inside('anschrift', 'address', childAddressElements, { optional: true }),
];

/** `type.VorausgefuellterMeldeschein.Kind`. */
export const registeredChildElements: Node<RegisteredChild>[] = [
  ...registeredChildBase,
  child.group('steueridentifikation', [child.text('idnummer', 'taxId', taxId)], { optional: true }),
];
