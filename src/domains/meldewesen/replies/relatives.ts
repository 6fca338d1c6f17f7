import { type Node, scope } from '../../../messages/definition.ts';
import { day, patterned } from '../../../messages/text-types.ts';
import {
  type LegalRepresentative,
  legalRepresentativeBase,
  type RegisteredChild,
  type RegisteredPartner,
  registeredChildBase,
  registeredPartnerBase,
} from '../parts/relatives.ts';
import { taxId } from '../parts/tax-id.ts';

/** Relatives as a certificate (1701) and the answer about one's own data (1710) tell of them: with the day of death. */

interface Death {
  readonly diedOn?: string;
}

/** Number of a taxpayer, or the mark that stands for it until it is given: `type.Steueridentifikation`. */
export interface TaxIdentification {
  readonly taxId?: string;
  /** Vorläufiges Bearbeitungsmerkmal, twenty digits. */
  readonly provisionalTaxMark?: string;
}

interface Relatives<Representative, Partner, Child> {
  readonly legalRepresentatives?: readonly Representative[];
  readonly partner?: Partner;
  readonly children?: readonly Child[];
}

type CertifiedRepresentative = Omit<LegalRepresentative, 'endsOn' | 'taxId'> & Death;
type CertifiedPartner = Omit<RegisteredPartner, 'taxId'> & Death;
type CertifiedChild = Omit<RegisteredChild, 'taxId'> & Death;
type OwnRepresentative = LegalRepresentative & Death;
type OwnPartner = RegisteredPartner & Death & TaxIdentification;
type OwnChild = RegisteredChild & Death & TaxIdentification;

export type CertifiedRelatives = Relatives<CertifiedRepresentative, CertifiedPartner, CertifiedChild>;
export type OwnRelatives = Relatives<OwnRepresentative, OwnPartner, OwnChild>;

const optional = { optional: true } as const;
const upToFour = { optional: true, many: 4 } as const;
const death = scope<Death>();
const tax = scope<TaxIdentification>();
const representative = scope<OwnRepresentative>();
const certified = scope<CertifiedRelatives>();
const own = scope<OwnRelatives>();

const provisionalTaxMark = patterned('VBM', /^\d{20}$/, { de: 'zwanzig Ziffern', en: 'twenty digits' });

const deathElement = death.group('sterbetag', [death.text('sterbetag', 'diedOn', day)], optional);

export const taxIdentificationElement: Node<TaxIdentification> = tax.group(
  'steueridentifikation',
  [tax.choice([tax.text('idnummer', 'taxId', taxId), tax.text('vbm', 'provisionalTaxMark', provisionalTaxMark)])],
  optional,
);

/** The relatives in `type.Meldebescheinigung.Meldedaten`. */
export const certifiedRelativeElements: readonly Node<CertifiedRelatives>[] = [
  certified.each('gesetzlicherVertreter', 'legalRepresentatives', [...legalRepresentativeBase, deathElement], upToFour),
  certified.inside('partner', 'partner', [...registeredPartnerBase, deathElement], optional),
  certified.each('kind', 'children', [...registeredChildBase, deathElement], optional),
];

/** The relatives in `type.Selbstauskunft.Meldedaten`. */
export const ownRelativeElements: readonly Node<OwnRelatives>[] = [
  own.each(
    'gesetzlicherVertreter',
    'legalRepresentatives',
    [
      ...legalRepresentativeBase,
      deathElement,
      representative.text('tagDerBeendigung', 'endsOn', day, optional),
      representative.text('idNr', 'taxId', taxId, optional),
    ],
    upToFour,
  ),
  own.inside('partner', 'partner', [...registeredPartnerBase, deathElement, taxIdentificationElement], optional),
  own.each('kind', 'children', [...registeredChildBase, deathElement, taxIdentificationElement], optional),
];
