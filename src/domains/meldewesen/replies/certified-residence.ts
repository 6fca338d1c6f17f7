import { type Node, scope } from '../../../messages/definition.ts';
import { day } from '../../../messages/text-types.ts';
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

/** A present or former dwelling on a Meldebescheinigung: `type.Meldebescheinigung.Wohnung`. */
export interface CertifiedResidence {
  readonly address: CertifiedAddress;
  /** `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or `unknown`. */
  readonly movedOut?: string;
  /** `YYYY-MM-DD`, or `unknown`. */
  readonly movedIn?: string;
  readonly statusChangedOn?: string;
  readonly status?: string;
  readonly kind?: string;
  readonly leftGermanyOn?: string;
}

/** Exactly one of the three: `type.AnschriftMelderecht`. */
interface CertifiedAddress {
  readonly inGermany?: RegisteredAddress;
  readonly abroad?: Abroad;
  readonly unknown?: UnknownAddress;
}

const optional = { optional: true } as const;
const residence = scope<CertifiedResidence>();
const address = scope<CertifiedAddress>();

export const certifiedResidenceElements: readonly Node<CertifiedResidence>[] = [
  residence.inside('anschrift', 'address', [
    address.choice([
      address.inside('anschrift.inland', 'inGermany', registeredAddressElements),
      address.inside('anschrift.ausland', 'abroad', abroadElements),
      address.inside('anschrift.unbekannt', 'unknown', unknownElements),
    ]),
  ]),
  residence.group('datumDesAuszugs', [partialDateOrUnknownElement<CertifiedResidence>('movedOut')], optional),
  residence.group('datumDesBeziehens', [dayOrUnknownElement<CertifiedResidence>('movedIn')], optional),
  residence.text('datumDesWohnungsstatuswechsels', 'statusChangedOn', day, optional),
  residence.code('statusderwohnung', 'status', residenceStatuses, optional),
  residence.code('artderwohnung', 'kind', residenceKinds, optional),
  residence.group(
    'datumLetzterWegzugAusland',
    [partialDateOrUnknownElement<CertifiedResidence>('leftGermanyOn')],
    optional,
  ),
];
