import { isDeepStrictEqual } from 'node:util';
import { cardinalityOf } from '../messages/describe.ts';
import { type Change, change, narrows, nobody, type Party, swaps, widens } from './change.ts';
import type { Field } from './contract.ts';

/** The fields of our message: the gateway writes, the procedure reads. */
export function compareFields(before: readonly Field[], after: readonly Field[]): Change[] {
  const old = new Map(before.map((field) => [field.element, field]));
  const now = new Map(after.map((field) => [field.element, field]));
  const removed = before
    .filter(({ element }) => !now.has(element))
    .map(({ element, min }) =>
      // The procedure may have counted on a mandatory element; a portal can no longer send what went into it.
      change(`Feld entfällt: ${element}`, `Field removed: ${element}`, min === 1 ? swaps : narrows),
    );
  const added = after
    .filter(({ element }) => !old.has(element))
    .map((field) =>
      change(
        `Feld neu: ${field.element} (${cardinalityOf(field)})`,
        `Field added: ${field.element} (${cardinalityOf(field)})`,
        field.min === 1 && isSent(field) ? swaps : widens,
      ),
    );
  const changed = after.flatMap((field) => {
    const earlier = old.get(field.element);
    return earlier === undefined ? [] : compareField(earlier, field);
  });
  return [...removed, ...added, ...changed];
}

/** Whether the portal's data go into the field, not only what the gateway knows. */
function isSent({ source }: Field): boolean {
  return source !== undefined && 'path' in source && source.path.startsWith('data.');
}

function compareField(before: Field, after: Field): Change[] {
  const { element } = after;
  const found: Change[] = [];
  if (before.min !== after.min || before.max !== after.max || before.alternative !== after.alternative) {
    found.push(
      change(
        `${element}: Anzahl ${cardinalityOf(before)} → ${cardinalityOf(after)}`,
        `${element}: number ${cardinalityOf(before)} → ${cardinalityOf(after)}`,
        rangeBreaks(before, after),
      ),
    );
  }
  if (before.type !== after.type || !isDeepStrictEqual(before.expected, after.expected)) {
    found.push(
      change(
        `${element}: Typ ${before.type} → ${after.type}`,
        `${element}: type ${before.type} → ${after.type}`,
        swaps,
      ),
    );
  }
  if (before.qualified !== after.qualified) {
    found.push(change(`${element}: Namensraum`, `${element}: namespace`, widens));
  }
  if (before.list !== after.list) {
    found.push(
      change(
        `${element}: Codeliste ${before.list ?? '–'} → ${after.list ?? '–'}`,
        `${element}: code list ${before.list ?? '–'} → ${after.list ?? '–'}`,
        swaps,
      ),
    );
  }
  if (!isDeepStrictEqual(before.source, after.source)) found.push(compareSource(before, after));
  return found;
}

function rangeBreaks(before: Field, after: Field): readonly Party[] {
  const high = (field: Field) => field.max ?? Number.POSITIVE_INFINITY;
  const wider = after.min < before.min || high(after) > high(before);
  const narrower = after.min > before.min || high(after) < high(before);
  if (before.alternative !== after.alternative) return swaps;
  return [...(wider ? widens : nobody), ...(narrower && isSent(after) ? narrows : nobody)];
}

function compareSource({ source: before, element }: Field, { source: after }: Field): Change {
  const constant = (source: Field['source']) => source !== undefined && 'constant' in source;
  const breaks = constant(before) || constant(after) ? swaps : narrows;
  return change(`${element}: kommt aus einem anderen Feld`, `${element}: comes from another field`, breaks);
}
