import { type Node, scope } from '../../../messages/definition.ts';
import { day, din, mark } from '../../../messages/text-types.ts';
import { doctorate, familyNameElement, givenNamesElement, nameChoice, nameElement } from '../parts/names.ts';
import { partialDateElement, partialDateOrUnknownElement } from '../parts/partial-dates.ts';
import { identityDocumentTypes, maritalStatuses, sexes } from '../parts/register-code-lists.ts';
import { otherReligions, taxLevyingReligions } from '../parts/religion-code-lists.ts';
import { nationalities, territories } from '../parts/state-code-lists.ts';
import { type CertifiedResidence, certifiedResidenceElements } from './certified-residence.ts';
import { type ForeignAddress, foreignAddressElements } from './foreign-address.ts';

/** What a Meldebescheinigung says of a person: of all that is optional, what the request (1700) asked for. */
export interface CertifiedPerson {
  readonly name: CertifiedName;
  readonly birth: { readonly place?: string; readonly country?: string; readonly date: string };
  readonly residences: readonly CertifiedResidence[];
  readonly sex?: string;
  readonly nationalities?: readonly string[];
  readonly religion?: { readonly taxLevying: string; readonly other?: string };
  readonly maritalStatus?: CertifiedMaritalStatus;
  readonly identityDocuments?: readonly CertifiedDocument[];
  /** The register knows of no day of death. */
  readonly notDeceased?: true;
  readonly foreignAddress?: ForeignAddress;
  readonly formerSexes?: readonly string[];
}

/** `false`: the person has no such name. */
interface CertifiedName {
  readonly familyName: string | false;
  readonly passportFamilyName?: string | false;
  readonly marriedName?: string | false;
  readonly partnershipName?: string | false;
  readonly birthName?: string | false;
  readonly formerFamilyNames?: readonly FormerName[];
  readonly givenNames: string | false;
  readonly passportGivenNames?: string | false;
  readonly usualGivenName?: string | false;
  readonly formerGivenNames?: readonly FormerName[];
  readonly doctorate?: string;
  readonly religiousName?: string;
  readonly stageName?: string;
}

interface FormerName {
  readonly name: string | false;
}

interface CertifiedMaritalStatus {
  readonly status?: string;
  readonly since?: string;
  readonly place?: string;
  readonly country?: string;
  readonly previousPartnershipSince?: string;
}

interface CertifiedDocument {
  readonly type: string;
  readonly validUntil?: string;
  readonly serialNumber?: string;
  readonly authority?: string;
  readonly issuedOn?: string;
}

const optional = { optional: true } as const;
const person = scope<CertifiedPerson>();
const name = scope<CertifiedName>();
const birth = scope<CertifiedPerson['birth']>();
const religion = scope<NonNullable<CertifiedPerson['religion']>>();
const marital = scope<CertifiedMaritalStatus>();
const document = scope<CertifiedDocument>();

const formerName = nameChoice<FormerName>('name');

const nameElements: readonly Node<CertifiedName>[] = [
  familyNameElement<CertifiedName>('familyName', 'passportFamilyName'),
  nameElement<CertifiedName>('ehename.unstrukturiert', 'marriedName', optional),
  nameElement<CertifiedName>('lebenspartnerschaftsname.unstrukturiert', 'partnershipName', optional),
  nameElement<CertifiedName>('geburtsname.unstrukturiert', 'birthName', optional),
  name.each('frueherer.familienname.unstrukturiert', 'formerFamilyNames', [formerName], optional),
  givenNamesElement<CertifiedName>('givenNames', 'passportGivenNames'),
  nameElement<CertifiedName>('gebraeuchlicherVorname', 'usualGivenName', optional),
  name.each('fruehere.vornamen', 'formerGivenNames', [formerName], optional),
  name.text('doktorgrad', 'doctorate', doctorate, optional),
  name.text('ordensname', 'religiousName', din('C'), optional),
  name.text('kuenstlername', 'stageName', din('C'), optional),
];

/** `type.FamilienstandNurBegruendungOhnePflichtangaben`. */
const maritalStatusElements: readonly Node<CertifiedMaritalStatus>[] = [
  marital.group('datumBeginn', [partialDateElement<CertifiedMaritalStatus>('since')], optional),
  marital.code('familienstand', 'status', maritalStatuses, optional),
  marital.text('ort.letzte.ehe.oder.lp', 'place', din('C'), optional),
  marital.code('ortstaat.letzte.ehe.oder.lp', 'country', territories, optional),
  marital.text('datumBeginnVorausgegangeneLP', 'previousPartnershipSince', day, optional),
];

/** `type.Meldebescheinigung.Ausweisdokument`. */
const documentElements: readonly Node<CertifiedDocument>[] = [
  document.code('passart', 'type', identityDocumentTypes),
  document.text('gueltigkeitsdauer', 'validUntil', day, optional),
  document.text('seriennummer', 'serialNumber', din('C'), optional),
  document.text('behoerde', 'authority', din('C'), optional),
  document.text('ausstellungsdatum', 'issuedOn', day, optional),
];

/** `type.Meldebescheinigung.Personendaten`. */
export const certifiedPersonElements: readonly Node<CertifiedPerson>[] = [
  person.inside('name', 'name', nameElements),
  person.inside('geburtsangaben', 'birth', [
    birth.text('geburtsort', 'place', din('C'), optional),
    birth.code('geburtsortStaat', 'country', territories, optional),
    birth.group('geburtsdatum', [partialDateOrUnknownElement<CertifiedPerson['birth']>('date')]),
  ]),
  person.each('wohnung', 'residences', certifiedResidenceElements),
  person.code('geschlecht', 'sex', sexes, optional),
  person.code('staatsangehoerigkeit', 'nationalities', nationalities, { optional: true, many: 4 }),
  person.inside(
    'religionszugehoerigkeit',
    'religion',
    [
      religion.code('religion.steuer.erhebend', 'taxLevying', taxLevyingReligions),
      religion.code('religion.nicht.steuer.erhebend', 'other', otherReligions, optional),
    ],
    optional,
  ),
  person.inside('familienstand', 'maritalStatus', maritalStatusElements, optional),
  person.each('ausweisdokument', 'identityDocuments', documentElements, optional),
  person.text('nichtVerstorben', 'notDeceased', mark(), optional),
  person.inside('auslandsanschrift', 'foreignAddress', foreignAddressElements, optional),
  person.code('fruehererGeschlechtseintrag', 'formerSexes', sexes, { optional: true, many: true }),
];
