import { type Node, scope } from '../../../messages/definition.ts';
import { patterned } from '../../../messages/text-types.ts';
import { yesNoCodes } from '../code-lists.ts';
import type { Taetigkeiten } from './content.ts';
import { codeElement, longText } from './values.ts';

type Further = NonNullable<Taetigkeiten['further']>;

const activity = scope<Taetigkeiten>();
const main = scope<Taetigkeiten['main']>();
const further = scope<Further>();
const item = scope<NonNullable<Further['items']>[number]>();
const optional = { optional: true } as const;

const activityKey = patterned('WZ 2008', /^\d{5}$/, {
  de: 'fünf Ziffern der WZ 2008, ohne Punkte',
  en: 'five digits of WZ 2008, without dots',
});

/** `taetigkeitenGesamt`: unlike our own message, the key and its word are always there, since the office has them. */
export const activityElements: Node<Taetigkeiten>[] = [
  activity.inside('schwerpunkt', 'main', [
    main.text('taetigkeitSchwerpunkt', 'text', longText),
    main.text('taetigkeitSchluessel', 'key', activityKey),
    main.text('stichwort', 'keyword', longText),
    codeElement('neuAusgeuebt', 'newlyPursued', yesNoCodes, optional),
  ]),
  activity.inside(
    'weitereTaetigkeiten',
    'further',
    [
      further.text('taetigkeitenZusammengefasst', 'summary', longText),
      further.each(
        'taetigkeit',
        'items',
        [
          item.text('taetigkeitEinzeln', 'text', longText, optional),
          item.text('taetigkeitSchluessel', 'key', activityKey),
          item.text('stichwort', 'keyword', longText),
        ],
        optional,
      ),
    ],
    optional,
  ),
];
