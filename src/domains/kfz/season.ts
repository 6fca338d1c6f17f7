import { z } from 'zod';
import { type Node, scope } from '../../messages/definition.ts';
import { wholeNumber } from '../../messages/text-types.ts';
import { seasonBounds, seasonMonths } from '../formats/plate.ts';

/** The months in which a vehicle with a season plate may be used, both included. */
export const season = z.strictObject({
  from: z.number().describe('First month, 1 to 12'),
  to: z.number().describe('Last month, 1 to 12; before `from` it is one of the next year'),
});

type Season = z.output<typeof season>;

const fields = scope<Season>();
const monthOfYear = wholeNumber(1, 12);

export const seasonElements: Node<Season>[] = [
  fields.text('von', 'from', monthOfYear),
  fields.text('bis', 'to', monthOfYear),
];

export const seasonText = {
  de: 'Eine Saison hat 2 bis 11 volle Monate.',
  en: 'A season has 2 to 11 full months.',
};

export function isSeason(given: Season): boolean {
  const months = seasonMonths(given);
  return months >= seasonBounds.shortest && months <= seasonBounds.longest;
}
