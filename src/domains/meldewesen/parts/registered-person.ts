import { type Node, scope } from '../../../messages/definition.ts';
import type { At, Item } from '../../../messages/paths.ts';
import { day, din, mark, patterned } from '../../../messages/text-types.ts';
import { registeredAddressElements } from './addresses.ts';
import { evidenceElements } from './evidence.ts';
import { doctorate, familyNameElement, givenNamesElement, nameElement } from './names.ts';
import { dayOrUnknownElement, partialDateElement, partialDateOrUnknownElement } from './partial-dates.ts';
import {
  disclosureBlocks,
  identityDocumentTypes,
  maritalStatuses,
  passportRefusalStatuses,
  residenceStatuses,
  sexes,
} from './register-code-lists.ts';
import type { RegisteredPerson } from './registered-person-data.ts';
import { legalRepresentativeElements, registeredChildElements, registeredPartnerElements } from './relatives.ts';
import { otherReligions, taxLevyingReligions } from './religion-code-lists.ts';
import { nationalities, territories } from './state-code-lists.ts';
import { taxId } from './tax-id.ts';

type SexEntry = Pick<RegisteredPerson, 'sex' | 'formerSexEntries'>;

const optional = { optional: true } as const;

const person = scope<RegisteredPerson>();
const name = scope<RegisteredPerson['name']>();
const formerName = scope<Item<At<RegisteredPerson, 'name.formerFamilyNames'>>>();
const formerGivenNames = scope<Item<At<RegisteredPerson, 'name.formerGivenNames'>>>();
const birth = scope<RegisteredPerson['birth']>();
const sexEntry = scope<SexEntry>();
const formerSex = scope<Item<At<RegisteredPerson, 'formerSexEntries'>>>();
const religion = scope<RegisteredPerson['religion']>();
const residence = scope<Item<RegisteredPerson['residences']>>();
const marital = scope<RegisteredPerson['maritalStatus']>();
const document = scope<Item<At<RegisteredPerson, 'identityDocuments'>>>();
const block = scope<Item<At<RegisteredPerson, 'disclosureBlocks'>>>();
const refusal = scope<Item<At<RegisteredPerson, 'passportRefusals'>>>();

export const azrNumber = patterned('AZRNummer', /^[0-9]{2}(0[0-9]|1[0-2])([0-2][0-9]|3[0-1])[0-9]{6}$/, {
  de: 'AZR-Nummer: zwölf Ziffern, darin Monat und Tag',
  en: 'AZR number: twelve digits with a month and a day in them',
});

/** `type.NameNatuerlichePersonMitNachweis`. */
export const nameElements: Node<RegisteredPerson['name']>[] = [
  familyNameElement('familyName', 'passportFamilyName', optional),
  nameElement('ehename.unstrukturiert', 'marriedName', optional),
  nameElement('lebenspartnerschaftsname.unstrukturiert', 'partnershipName', optional),
  nameElement('geburtsname.unstrukturiert', 'birthName', optional),
  name.each(
    'frueherer.familienname',
    'formerFamilyNames',
    [
      nameElement('frueherer.familienname', 'familyName', optional),
      formerName.inside('nachweisdaten', 'evidence', evidenceElements, optional),
    ],
    optional,
  ),
  givenNamesElement('givenNames', 'passportGivenNames', optional),
  nameElement('gebraeuchlicherVorname', 'usualGivenName', optional),
  name.each(
    'fruehere.vornamen',
    'formerGivenNames',
    [
      nameElement('fruehereVornamen', 'givenNames'),
      formerGivenNames.inside('nachweisdaten', 'evidence', evidenceElements, optional),
    ],
    optional,
  ),
  name.text('doktorgrad', 'doctorate', doctorate, optional),
  name.text('ordensname', 'religiousName', din('C'), optional),
  name.text('kuenstlername', 'stageName', din('C'), optional),
];

/** `type.Geschlechtseintrag`: the sex, and what was entered before. */
export const sexElement: Node<SexEntry> = sexEntry.group('geschlecht', [
  sexEntry.code('geschlecht', 'sex', sexes),
  sexEntry.each(
    'fruehererGeschlechtseintrag',
    'formerSexEntries',
    [
      formerSex.code('fruehererGeschlechtseintrag', 'sex', sexes),
      formerSex.text('fruehererGeschlechtseintrag.aenderungsdatum', 'changedOn', day),
      formerSex.text('fruehererGeschlechtseintrag.behoerdeUndAktenzeichen', 'authorityAndFile', din('C')),
    ],
    optional,
  ),
]);

/** `type.VorausgefuellterMeldeschein.Wohnung`. */
const residenceElements: Node<Item<RegisteredPerson['residences']>>[] = [
  residence.group('anschrift', [
    residence.inside('anschrift.inland', 'address', registeredAddressElements),
    residence.text('bedingterSperrvermerk', 'conditionallyBlocked', mark(), optional),
  ]),
  residence.group('datumDesBeziehens', [dayOrUnknownElement('movedIn')], optional),
  residence.text('datumDesWohnungsstatuswechsels', 'statusChangedOn', day, optional),
  residence.code('statusderwohnung', 'status', residenceStatuses, optional),
];

/** `type.FamilienstandNurBegruendung`. */
const maritalStatusElements: Node<RegisteredPerson['maritalStatus']>[] = [
  marital.group('datumBeginn', [partialDateElement('since')], optional),
  marital.code('familienstand', 'status', maritalStatuses),
  marital.text('ort.letzte.ehe.oder.lp', 'place', din('C'), optional),
  marital.code('ortstaat.letzte.ehe.oder.lp', 'country', territories, optional),
  marital.text('datumBeginnVorausgegangeneLP', 'previousPartnershipSince', day, optional),
];

/** `type.AusweisdokumentOhneSperrinformationen`. */
const identityDocumentElements: Node<Item<At<RegisteredPerson, 'identityDocuments'>>>[] = [
  document.code('passart', 'type', identityDocumentTypes),
  document.text('gueltigkeitsdauer', 'validUntil', day, optional),
  document.text('seriennummer', 'serialNumber', din('C'), optional),
  document.text('behoerde', 'authority', din('C')),
  document.text('ausstellungsdatum', 'issuedOn', day, optional),
];

const personendaten = person.group('personendaten', [
  person.inside('name', 'name', nameElements),
  person.inside('geburtsangaben', 'birth', [
    birth.text('geburtsort', 'place', din('C'), optional),
    birth.code('geburtsortStaat', 'country', territories, optional),
    birth.group('geburtsdatum', [partialDateOrUnknownElement('date')], optional),
  ]),
  sexElement,
  person.code('staatsangehoerigkeit', 'nationalities', nationalities, { many: 4 }),
  person.inside('religionszugehoerigkeit', 'religion', [
    religion.code('religion.steuer.erhebend', 'taxLevying', taxLevyingReligions),
    religion.code('religion.nicht.steuer.erhebend', 'other', otherReligions, optional),
  ]),
  person.each('wohnung', 'residences', residenceElements),
  person.text('zuzugBund', 'movedToGermanyOn', day, optional),
  person.inside('familienstand', 'maritalStatus', maritalStatusElements),
  person.inside('familienstand.nachweis', 'maritalStatus.evidence', evidenceElements, optional),
  person.each('ausweisdokument', 'identityDocuments', identityDocumentElements, optional),
  person.text('azrNummer', 'azrNumber', azrNumber, optional),
  person.each(
    'auskunftssperre',
    'disclosureBlocks',
    [block.text('frist', 'until', day, optional), block.code('grund', 'reason', disclosureBlocks)],
    optional,
  ),
  person.each(
    'passversagung',
    'passportRefusals',
    [
      refusal.group('passversagung', [refusal.code('status', 'status', passportRefusalStatuses)]),
      refusal.inside('nachweisdaten', 'evidence', evidenceElements, optional),
    ],
    optional,
  ),
  person.text('idNr', 'taxId', taxId, optional),
]);

/** `type.VorausgefuellterMeldeschein`: the person, then those who belong to the person. */
export const registeredPersonElements: Node<RegisteredPerson>[] = [
  personendaten,
  person.each('gesetzlicherVertreter', 'legalRepresentatives', legalRepresentativeElements, {
    optional: true,
    many: 4,
  }),
  person.inside('partner', 'registeredPartner', registeredPartnerElements, optional),
  person.each('kind', 'registeredChildren', registeredChildElements, optional),
];
