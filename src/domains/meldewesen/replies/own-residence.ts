import { type Node, scope } from '../../../messages/definition.ts';
import { day, din, mark, wholeNumber } from '../../../messages/text-types.ts';
import {
  type Abroad,
  abroadElements,
  type RegisteredAddress,
  registeredAddressElements,
  type UnknownAddress,
  unknownElements,
} from '../parts/addresses.ts';
import { dayOrUnknownElement, partialDateOrUnknownElement } from '../parts/partial-dates.ts';
import { residenceKinds, residenceStatuses } from '../parts/register-code-lists.ts';

/** A dwelling with all that the register holds of it: `type.Selbstauskunft.Wohnung`. */
export interface OwnResidence {
  readonly address?: OwnAddress;
  readonly deregisteredOn?: string;
  readonly registeredOn?: string;
  /** Von Amts wegen. */
  readonly deregisteredByAuthorityOn?: string;
  readonly registeredByAuthorityOn?: string;
  /** `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or `unknown`. */
  readonly movedOut?: string;
  /** `YYYY-MM-DD`, or `unknown`. */
  readonly movedIn?: string;
  readonly statusChangedByAuthorityOn?: string;
  readonly statusChangeToldOn?: string;
  readonly statusChangedOn?: string;
  readonly status?: string;
  readonly kind?: string;
  readonly leftGermanyOn?: string;
  readonly landlords?: readonly Landlord[];
  readonly ownersOtherThanLandlord?: readonly string[];
}

/** Exactly one of the three: `type.AnschriftMelderechtMitSperrvermerk`. */
interface OwnAddress {
  readonly inGermany?: { readonly address: RegisteredAddress; readonly conditionallyBlocked?: true };
  readonly abroad?: Abroad;
  readonly unknown?: UnknownAddress;
}

/** Name and address as on an envelope. */
interface Landlord {
  readonly lines?: readonly AddressLine[];
}

interface AddressLine {
  readonly position: number;
  readonly text: string;
}

const optional = { optional: true } as const;
const residence = scope<OwnResidence>();
const address = scope<OwnAddress>();
const blocked = scope<NonNullable<OwnAddress['inGermany']>>();
const landlord = scope<Landlord>();
const line = scope<AddressLine>();

const addressElements: readonly Node<OwnAddress>[] = [
  address.choice([
    address.inside('anschrift.inland', 'inGermany', [
      blocked.inside('anschrift.inland', 'address', registeredAddressElements),
      blocked.text('bedingterSperrvermerk', 'conditionallyBlocked', mark(), optional),
    ]),
    address.inside('anschrift.ausland', 'abroad', abroadElements),
    address.inside('anschrift.unbekannt', 'unknown', unknownElements),
  ]),
];

/** `type.Wohnungsgeber`. */
const landlordElements: readonly Node<OwnResidence>[] = [
  residence.each(
    'wohnungsgeberNameAnschrift',
    'landlords',
    [
      landlord.each(
        'zeile',
        'lines',
        [line.text('position', 'position', wholeNumber(1, 6)), line.text('inhalt', 'text', din('C'))],
        { optional: true, many: 6 },
      ),
    ],
    optional,
  ),
  residence.text('eigentuemerNichtWohnungsgeber', 'ownersOtherThanLandlord', din('C'), { optional: true, many: true }),
];

export const ownResidenceElements: readonly Node<OwnResidence>[] = [
  residence.inside('anschrift', 'address', addressElements, optional),
  residence.text('datumAbmeldungBeiAnmeldebehoerde', 'deregisteredOn', day, optional),
  residence.text('datumAnmeldungBeiAnmeldebehoerde', 'registeredOn', day, optional),
  residence.text('datumDerAbmeldungVonAmtsWegen', 'deregisteredByAuthorityOn', day, optional),
  residence.text('datumDerAnmeldungVonAmtsWegen', 'registeredByAuthorityOn', day, optional),
  residence.group('datumDesAuszugs', [partialDateOrUnknownElement<OwnResidence>('movedOut')], optional),
  residence.group('datumDesBeziehens', [dayOrUnknownElement<OwnResidence>('movedIn')], optional),
  residence.text('datumDesWohnungsstatuswechselsVonAmtsWegen', 'statusChangedByAuthorityOn', day, optional),
  residence.text('datumMitteilungWohnungsstatuswechsel', 'statusChangeToldOn', day, optional),
  residence.text('datumDesWohnungsstatuswechsels', 'statusChangedOn', day, optional),
  residence.code('statusderwohnung', 'status', residenceStatuses, optional),
  residence.code('artderwohnung', 'kind', residenceKinds, optional),
  residence.group('datumLetzterWegzugAusland', [partialDateOrUnknownElement<OwnResidence>('leftGermanyOn')], optional),
  residence.group('wohnungsgeber', landlordElements, optional),
];
