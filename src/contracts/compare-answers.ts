import { isDeepStrictEqual } from 'node:util';
import { cardinalityOf } from '../messages/describe.ts';
import { type Change, change, nobody, widens } from './change.ts';
import type { Contract, Field } from './contract.ts';

/**
 * Receipt and answers: the procedure writes, the gateway reads. What the procedure may no longer write, or must write from now
 * on, breaks the vendor; what it may write in addition breaks nobody.
 */
export function compareAnswers(before: Contract, after: Contract): Change[] {
  return [...compareReceipts(before.exchange.receipt, after.exchange.receipt), ...compareReplies(before, after)];
}

const vendor = widens;

type Receipt = Contract['exchange']['receipt'];

function compareReceipts(before: Receipt, after: Receipt): Change[] {
  if (before?.id !== after?.id || before?.root !== after?.root || before?.namespace !== after?.namespace) {
    const way = `${before?.id ?? '–'} → ${after?.id ?? '–'}`;
    return [change(`Quittung: ${way}`, `Receipt: ${way}`, vendor)];
  }
  return compareWritten('quittung', before?.fields ?? [], after?.fields ?? []);
}

function compareReplies({ replies: before }: Contract, { replies: after }: Contract): Change[] {
  const old = new Map(before.map((reply) => [reply.id, reply]));
  const now = new Set(after.map(({ id }) => id));
  return [
    ...before
      .filter(({ id }) => !now.has(id))
      .map(({ id }) => change(`Antwortnachricht entfällt: ${id}`, `Answer removed: ${id}`, vendor)),
    ...after.flatMap((reply) => {
      const earlier = old.get(reply.id);
      if (earlier === undefined) {
        return [change(`Antwortnachricht neu: ${reply.id}`, `Answer added: ${reply.id}`, nobody)];
      }
      const moved = isDeepStrictEqual(earlier.way, reply.way)
        ? []
        : [
            change(
              `${reply.id}: anderer Weg zum Gateway`,
              `${reply.id}: another way to the gateway`,
              earlier.way === null ? nobody : vendor,
            ),
          ];
      return [
        ...moved,
        ...compareWritten(reply.id, earlier.fields, reply.fields),
        ...newRules(reply.id, earlier.rules, reply.rules),
      ];
    }),
  ];
}

function newRules(id: string, before: Contract['rules'], after: Contract['rules']): Change[] {
  const old = new Set(before.filter(({ severity }) => severity === 'error').map((rule) => rule.id));
  return after
    .filter((rule) => rule.severity === 'error' && !old.has(rule.id))
    .map((rule) => change(`${id}: Regel neu: ${rule.id}`, `${id}: rule added: ${rule.id}`, vendor));
}

function compareWritten(message: string, before: readonly Field[], after: readonly Field[]): Change[] {
  const old = new Map(before.map((field) => [field.element, field]));
  const now = new Set(after.map(({ element }) => element));
  return [
    ...before
      .filter(({ element }) => !now.has(element))
      .map(({ element }) =>
        change(`${message}: Feld entfällt: ${element}`, `${message}: field removed: ${element}`, vendor),
      ),
    ...after.flatMap((field) => {
      const earlier = old.get(field.element);
      const name = `${field.element} (${cardinalityOf(field)})`;
      if (earlier !== undefined) return compareField(message, earlier, field);
      const breaks = field.min === 1 && !field.alternative ? vendor : nobody;
      return [change(`${message}: Feld neu: ${name}`, `${message}: field added: ${name}`, breaks)];
    }),
  ];
}

function compareField(message: string, before: Field, after: Field): Change[] {
  const place = `${message}: ${after.element}`;
  const found: Change[] = [];
  const [old, now] = [cardinalityOf(before), cardinalityOf(after)];
  if (before.min !== after.min || before.max !== after.max || before.alternative !== after.alternative) {
    const narrower =
      after.min > before.min || highest(after) < highest(before) || before.alternative !== after.alternative;
    found.push(
      change(`${place}: Anzahl ${old} → ${now}`, `${place}: number ${old} → ${now}`, narrower ? vendor : nobody),
    );
  }
  const form = ({ type, expected, list, qualified, source }: Field) => [
    type,
    expected,
    list,
    qualified,
    source !== undefined && 'constant' in source ? source.constant : undefined,
  ];
  if (!isDeepStrictEqual(form(before), form(after))) {
    found.push(change(`${place}: andere Form`, `${place}: another form`, vendor));
  }
  return found;
}

function highest({ max }: Field): number {
  return max ?? Number.POSITIVE_INFINITY;
}
