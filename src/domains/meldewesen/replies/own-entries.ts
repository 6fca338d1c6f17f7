import { type Node, scope } from '../../../messages/definition.ts';
import { day, din, mark } from '../../../messages/text-types.ts';
import { type Evidence, evidenceElements } from '../parts/evidence.ts';
import { disclosureBlocks, passportRefusalStatuses } from '../parts/register-code-lists.ts';
import { territories } from '../parts/state-code-lists.ts';
import { type TaxIdentification, taxIdentificationElement } from './relatives.ts';
import { electoralExclusions } from './self-disclosure-codes.ts';

/** What the register holds of a person for other authorities: the end of `type.Selbstauskunft.Personendaten`. */
export interface OwnEntries extends TaxIdentification {
  readonly disclosureBlocks?: readonly { readonly until?: string; readonly reason: string }[];
  readonly electoralExclusions?: readonly ElectoralExclusion[];
  /** `unionsbuerger`: entered by the authority itself. */
  readonly unionCitizen?: { readonly constituency?: string; readonly country?: string };
  readonly passportRefusals?: readonly { readonly status: string; readonly evidence?: Evidence }[];
  readonly weaponPermits?: readonly Permit[];
  readonly weaponBans?: readonly { readonly firstIssuedOn?: string; readonly authorityAndFile?: string }[];
  readonly explosivesPermits?: readonly Permit[];
  readonly stateOfDefence?: true;
}

interface ElectoralExclusion {
  readonly kind: string;
  /** `YYYY-MM-DD`, `permanent` or `to-follow`. */
  readonly until: string;
  readonly evidence?: Evidence;
}

interface Permit {
  readonly firstIssuedOn: string;
  readonly evidence?: Evidence;
}

type Element<K extends keyof OwnEntries> = NonNullable<OwnEntries[K]> extends readonly (infer I)[] ? I : never;

const optional = { optional: true } as const;
const entries = scope<OwnEntries>();
const block = scope<Element<'disclosureBlocks'>>();
const exclusion = scope<ElectoralExclusion>();
const union = scope<NonNullable<OwnEntries['unionCitizen']>>();
const refusal = scope<Element<'passportRefusals'>>();
const permit = scope<Permit>();
const ban = scope<Element<'weaponBans'>>();

const exclusionElements: readonly Node<ElectoralExclusion>[] = [
  exclusion.group('wahlausschluss', [
    exclusion.code('art', 'kind', electoralExclusions),
    exclusion.group('ausschlussende', [
      exclusion.choice([
        exclusion.text('endedatum', 'until', day),
        exclusion.text('dauernderAusschluss', 'until', mark('permanent')),
        exclusion.text('endedatumWirdNachgeliefert', 'until', mark('to-follow')),
      ]),
    ]),
  ]),
  exclusion.inside('nachweisdaten', 'evidence', evidenceElements, optional),
];

/** A permit: the element of this name, then the evidence. */
function permitElements(name: string): readonly Node<Permit>[] {
  return [
    permit.group(name, [permit.text('tagDerErstmaligenErteilung', 'firstIssuedOn', day)]),
    permit.inside('nachweisdaten', 'evidence', evidenceElements, optional),
  ];
}

export const ownEntryElements: readonly Node<OwnEntries>[] = [
  entries.each(
    'auskunftsUndUebermittlungsperren',
    'disclosureBlocks',
    [block.text('frist', 'until', day, optional), block.code('grund', 'reason', disclosureBlocks)],
    optional,
  ),
  entries.each('wahlausschluss', 'electoralExclusions', exclusionElements, optional),
  entries.inside(
    'unionsbuerger',
    'unionCitizen',
    [
      union.constant('eintragVonAmtsWegen', 'true', mark()),
      union.text('gebietskoerperschaftWahlkreis', 'constituency', din('C'), optional),
      union.code('staat', 'country', territories, optional),
    ],
    optional,
  ),
  taxIdentificationElement,
  entries.each(
    'passversagung',
    'passportRefusals',
    [
      refusal.group('passversagung', [refusal.code('status', 'status', passportRefusalStatuses)]),
      refusal.inside('nachweisdaten', 'evidence', evidenceElements, optional),
    ],
    optional,
  ),
  entries.each('waffenrechtlicheErlaubnis', 'weaponPermits', permitElements('waffenrechtlicheerlaubnis'), optional),
  entries.each(
    'waffenbesitzverbot',
    'weaponBans',
    [
      ban.text('tagDerErstmaligenErteilung', 'firstIssuedOn', day, optional),
      ban.text('behoerdeUndAktenzeichen', 'authorityAndFile', din('C'), optional),
    ],
    optional,
  ),
  entries.each(
    'sprengstoffrechtlicheErlaubnis',
    'explosivesPermits',
    permitElements('sprengstoffrechtlicheerlaubnis'),
    optional,
  ),
  entries.group('verteidigungsfall', [entries.text('verteidigungsfall', 'stateOfDefence', mark())], optional),
];
