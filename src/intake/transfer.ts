import type { DataPath } from '../findings.ts';
import { putAt, valueAt } from '../messages/paths.ts';
import { fill, hasStars, listItems, type Pattern, starsOf } from './pattern.ts';

/** One direction of a row. */
interface Way {
  readonly from: readonly Pattern[];
  readonly to: readonly Pattern[];
  /** @returns undefined when the values cannot be converted. */
  convert(values: readonly unknown[]): readonly unknown[] | undefined;
}

/**
 * Carries what one row speaks of from one document into another, once for each item of the row's lists. Both directions
 * of a profile are this function.
 *
 * @param onFault called with the indexes of values that could not be converted.
 */
export function transfer(
  { from, to, convert }: Way,
  source: unknown,
  target: Record<string, unknown>,
  onFault: (indexes: readonly number[]) => void = () => {},
): void {
  // Most rows speak of one value, and a table has a hundred of them.
  const repeats = from.some(hasStars);
  if (repeats) for (const pattern of from) for (const goal of to) carryLists(pattern, goal, source, target);
  for (const indexes of repeats ? itemsOfAny(from, source) : [[]]) {
    const values = from.map((pattern) => valueAt(source, fill(pattern, indexes)));
    if (values.every((value) => value === undefined)) continue;
    const converted = convert(values);
    if (converted === undefined) onFault(indexes);
    for (const [index, goal] of to.entries()) {
      if (converted?.[index] !== undefined) put(target, fill(goal, indexes), converted[index]);
    }
  }
}

/** The fields of a row need not all be filled in: an item counts when any of them has it. */
function itemsOfAny(patterns: readonly Pattern[], source: unknown): readonly number[][] {
  const all = patterns.flatMap((pattern) => listItems(pattern, source));
  return [...new Map(all.map((indexes) => [indexes.join(), indexes])).values()];
}

/**
 * A list arrives as a list of as many items, even where it or one of them is empty, so that indexes stay the same. What
 * is no list, or no object in a list of objects, arrives as it is: the check of the data says what should stand there.
 */
function carryLists(from: Pattern, to: Pattern, source: unknown, target: Record<string, unknown>): void {
  const goals = starsOf(to);
  for (const [depth, star] of starsOf(from).entries()) {
    const goal = goals[depth];
    if (goal === undefined) return;
    const nextFrom = from[star + 1];
    const nextTo = to[goal + 1];
    const ofObjects = nextFrom !== undefined && nextTo !== undefined && nextTo !== '*';
    for (const indexes of listItems(from.slice(0, star), source)) {
      const list = valueAt(source, fill(from.slice(0, star), indexes));
      const place = fill(to.slice(0, goal), indexes);
      if (!Array.isArray(list)) putOnce(target, place, list);
      else putOnce(target, place, []);
      if (!Array.isArray(list) || !ofObjects) continue;
      for (const [index, item] of list.entries()) {
        putOnce(target, [...place, index], item !== null && typeof item === 'object' ? {} : item);
      }
    }
  }
}

function putOnce(target: Record<string, unknown>, path: DataPath, value: unknown): void {
  if (value !== undefined && valueAt(target, path) === undefined) put(target, path, value);
}

/** Puts a value unless something stands in the way that was handed on as it is and is no object. */
export function put(target: Record<string, unknown>, path: DataPath, value: unknown): void {
  let around: unknown = target;
  for (const step of path) {
    if (around === undefined) break;
    if (around === null || typeof around !== 'object') return;
    around = valueAt(around, [step]);
  }
  putAt(target, path, value);
}
