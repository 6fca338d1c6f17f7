import { type Node, scope } from '../../../messages/definition.ts';
import { din } from '../../../messages/text-types.ts';
import { type Evidence, evidenceElements } from '../parts/evidence.ts';
import { partialDateOrUnknownElement } from '../parts/partial-dates.ts';
import { territories } from '../parts/state-code-lists.ts';

/** Birth with all that the register holds of it: `type.GeburtMitNachweis`. */
export interface OwnBirth {
  readonly date?: string;
  readonly place?: string;
  readonly country?: string;
  /** `fruehereGeburtsdaten`, by period. */
  readonly formerDates?: FormerBirthDates;
  readonly evidence?: Evidence;
}

interface FormerBirthDates {
  readonly second: string;
  readonly third?: string;
  readonly fourth?: string;
  readonly fifth?: string;
}

const optional = { optional: true } as const;
const birth = scope<OwnBirth>();
const former = scope<FormerBirthDates>();

function formerDate(period: string, path: keyof FormerBirthDates, options: { optional?: true } = {}) {
  return former.group(
    `geburtsdatum${period}Periode`,
    [former.group('geburtsdatum', [partialDateOrUnknownElement<FormerBirthDates>(path)])],
    options,
  );
}

export const ownBirthElements: readonly Node<OwnBirth>[] = [
  birth.group(
    'geburt',
    [
      birth.text('geburtsort', 'place', din('C'), optional),
      birth.code('geburtsortStaat', 'country', territories, optional),
      birth.group('geburtsdatum', [partialDateOrUnknownElement<OwnBirth>('date')], optional),
      birth.inside(
        'fruehereGeburtsdaten',
        'formerDates',
        [
          formerDate('Zweite', 'second'),
          formerDate('Dritte', 'third', optional),
          formerDate('Vierte', 'fourth', optional),
          formerDate('Fuenfte', 'fifth', optional),
        ],
        optional,
      ),
    ],
    optional,
  ),
  birth.inside('nachweisdaten', 'evidence', evidenceElements, optional),
];
