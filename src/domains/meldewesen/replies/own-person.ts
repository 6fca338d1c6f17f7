import { type Node, scope } from '../../../messages/definition.ts';
import { day, din, mark } from '../../../messages/text-types.ts';
import { type Evidence, evidenceElements } from '../parts/evidence.ts';
import { partialDateElement } from '../parts/partial-dates.ts';
import { identityDocumentTypes, maritalStatuses } from '../parts/register-code-lists.ts';
import { azrNumber, nameElements, sexElement } from '../parts/registered-person.ts';
import type { RegisteredPerson } from '../parts/registered-person-data.ts';
import { otherReligions, taxLevyingReligions } from '../parts/religion-code-lists.ts';
import { nationalities, territories } from '../parts/state-code-lists.ts';
import { type OwnBirth, ownBirthElements } from './own-birth.ts';
import { type OwnEntries, ownEntryElements } from './own-entries.ts';
import { type OwnResidence, ownResidenceElements } from './own-residence.ts';
import { marriageEndReasons, nationalityEvidences } from './self-disclosure-codes.ts';

/** All that the register holds of the person who asks: `type.Selbstauskunft.Personendaten`. */
export interface OwnPerson extends OwnEntries, Pick<RegisteredPerson, 'name' | 'sex' | 'formerSexEntries'> {
  readonly birth: OwnBirth;
  /** The birth was registered without a certificate. */
  readonly birthWithoutCertificate?: true;
  readonly nationalities: readonly string[];
  readonly nationalityEvidences?: readonly { readonly kind: string; readonly evidence?: Evidence }[];
  readonly religion: OwnReligion;
  readonly residences: readonly OwnResidence[];
  readonly movedToGermanyOn?: string;
  readonly movedToStateOn?: string;
  readonly movedToCountyOn?: string;
  readonly movedToMunicipalityOn?: string;
  readonly maritalStatus: OwnMaritalStatus;
  readonly identityDocuments: readonly OwnDocument[];
  readonly azrNumber?: string;
  readonly azrCommunication?: true;
}

interface OwnReligion {
  readonly taxLevying: string;
  readonly other?: string;
  readonly joinedOn?: string;
  readonly leftOn?: string;
}

interface OwnMaritalStatus {
  readonly status: string;
  readonly endReason?: string;
  readonly since?: string;
  readonly endedOn?: string;
  readonly place?: string;
  readonly country?: string;
  readonly previousPartnershipSince?: string;
  readonly evidence?: Evidence;
}

interface OwnDocument {
  readonly type: string;
  readonly validUntil?: string;
  readonly serialNumber?: string;
  readonly authority: string;
  readonly issuedOn?: string;
  /** Sperrsumme and Sperrkennwort of the online function. */
  readonly blockingSum?: string;
  readonly blockingWord?: string;
}

const optional = { optional: true } as const;
const person = scope<OwnPerson>();
const evidenceOfNationality = scope<NonNullable<OwnPerson['nationalityEvidences']>[number]>();
const religion = scope<OwnReligion>();
const marital = scope<OwnMaritalStatus>();
const document = scope<OwnDocument>();

/** `type.FamilienstandMitNachweis`. */
const maritalStatusElements: readonly Node<OwnMaritalStatus>[] = [
  marital.group('familienstand', [
    marital.code('beendigungsgrund', 'endReason', marriageEndReasons, optional),
    marital.group('datumBeginn', [partialDateElement<OwnMaritalStatus>('since')], optional),
    marital.text('datumEnde', 'endedOn', day, optional),
    marital.code('familienstand', 'status', maritalStatuses),
    marital.text('ort.letzte.ehe.oder.lp', 'place', din('C'), optional),
    marital.code('ortstaat.letzte.ehe.oder.lp', 'country', territories, optional),
    marital.text('datumBeginnVorausgegangeneLP', 'previousPartnershipSince', day, optional),
  ]),
  marital.inside('nachweisdaten', 'evidence', evidenceElements, optional),
];

/** `type.Ausweisdokument`. */
const documentElements: readonly Node<OwnDocument>[] = [
  document.code('passart', 'type', identityDocumentTypes),
  document.text('gueltigkeitsdauer', 'validUntil', day, optional),
  document.text('seriennummer', 'serialNumber', din('C'), optional),
  document.text('behoerde', 'authority', din('C')),
  document.text('ausstellungsdatum', 'issuedOn', day, optional),
  document.text('sperrsumme', 'blockingSum', din('C'), optional),
  document.text('sperrkennwort', 'blockingWord', din('C'), optional),
];

export const ownPersonElements: readonly Node<OwnPerson>[] = [
  person.inside('name', 'name', nameElements),
  person.inside('geburtsangaben', 'birth', ownBirthElements),
  person.text('geburtseintragOhneGeburtsurkunde', 'birthWithoutCertificate', mark(), optional),
  sexElement,
  person.code('staatsangehoerigkeit', 'nationalities', nationalities, { many: 4 }),
  person.each(
    'staatsangehoerigkeit.glaubhaftmachung',
    'nationalityEvidences',
    [
      evidenceOfNationality.code('glaubhaftmachung', 'kind', nationalityEvidences),
      evidenceOfNationality.inside('nachweisdaten', 'evidence', evidenceElements, optional),
    ],
    { optional: true, many: 2 },
  ),
  person.inside('religionszugehoerigkeit', 'religion', [
    religion.code('religion.steuer.erhebend', 'taxLevying', taxLevyingReligions),
    religion.code('religion.nicht.steuer.erhebend', 'other', otherReligions, optional),
    religion.text('eintrittsdatum', 'joinedOn', day, optional),
    religion.text('austrittsdatum', 'leftOn', day, optional),
  ]),
  person.each('wohnung', 'residences', ownResidenceElements),
  person.text('zuzugBund', 'movedToGermanyOn', day, optional),
  person.text('zuzugLand', 'movedToStateOn', day, optional),
  person.text('zuzugKreis', 'movedToCountyOn', day, optional),
  person.text('zuzugGemeinde', 'movedToMunicipalityOn', day, optional),
  person.inside('familienstand', 'maritalStatus', maritalStatusElements),
  person.each('ausweisdokument', 'identityDocuments', documentElements),
  person.text('azrNummer', 'azrNumber', azrNumber, optional),
  person.text('azrKommunikation', 'azrCommunication', mark(), optional),
  ...ownEntryElements,
];
