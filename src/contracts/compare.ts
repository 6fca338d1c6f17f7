import { isDeepStrictEqual } from 'node:util';
import { cardinalityOf } from '../messages/describe.ts';
import type { Contract, Field } from './contract.ts';

export type Party = 'vendor' | 'portal';

/** One difference between two contracts, and for whom it breaks what works today. */
export interface Change {
  readonly text: { readonly de: string; readonly en: string };
  readonly breaks: readonly Party[];
}

/**
 * What changes from one contract to the next.
 *
 * A change that lets the procedure receive what it could not receive before breaks the vendor; one that forbids a
 * portal what it could send before breaks the portal; one that swaps breaks both.
 */
export function compareContracts(before: Contract, after: Contract): Change[] {
  return [
    ...compareMessages(before, after),
    ...compareFields(before, after),
    ...compareLists(before, after),
    ...compareRules(before, after),
    ...compareExchange(before, after),
    ...compareAddress(before, after),
  ];
}

const widens: readonly Party[] = ['vendor'];
const narrows: readonly Party[] = ['portal'];
const swaps: readonly Party[] = ['vendor', 'portal'];
const nobody: readonly Party[] = [];

function change(de: string, en: string, breaks: readonly Party[]): Change {
  return { text: { de, en }, breaks };
}

function compareMessages({ message: before }: Contract, { message: after }: Contract): Change[] {
  const same = (['id', 'root', 'namespace'] as const).every((key) => before[key] === after[key]);
  return same ? [] : [change(`Nachricht: ${before.id} → ${after.id}`, `Message: ${before.id} → ${after.id}`, widens)];
}

function compareFields({ fields: before }: Contract, { fields: after }: Contract): Change[] {
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

function compareLists({ codeLists: before }: Contract, { codeLists: after }: Contract): Change[] {
  return Object.entries(after).flatMap(([key, { codes: now = {} }]) => {
    const { codes: old = {} } = before[key] ?? {};
    if (before[key] === undefined) return [];
    const added = Object.keys(now).filter((code) => !Object.hasOwn(old, code));
    const removed = Object.keys(old).filter((code) => !Object.hasOwn(now, code));
    return [
      ...(added.length > 0
        ? [change(`${key}: neue Codes ${added.join(', ')}`, `${key}: new codes ${added.join(', ')}`, widens)]
        : []),
      ...(removed.length > 0
        ? [
            change(
              `${key}: Codes entfallen: ${removed.join(', ')}`,
              `${key}: codes removed: ${removed.join(', ')}`,
              narrows,
            ),
          ]
        : []),
    ];
  });
}

function compareRules({ rules: before }: Contract, { rules: after }: Contract): Change[] {
  const binding = (rules: Contract['rules']) =>
    new Set(rules.flatMap(({ id, severity }) => (severity === 'error' ? [id] : [])));
  const old = binding(before);
  const now = binding(after);
  return [
    ...[...now].filter((id) => !old.has(id)).map((id) => change(`Regel neu: ${id}`, `Rule added: ${id}`, narrows)),
    ...[...old]
      .filter((id) => !now.has(id))
      .map((id) => change(`Regel entfällt: ${id}`, `Rule removed: ${id}`, widens)),
  ];
}

function compareExchange({ exchange: before }: Contract, { exchange: after }: Contract): Change[] {
  const parts = [
    ['transport', 'Transportweg', 'Transport'],
    ['steps', 'Ablauf', 'Steps'],
    ['receipt', 'Quittung', 'Receipt'],
    ['answers', 'Bedeutung der Antworten', 'Meaning of the answers'],
    ['security', 'Sicherheit', 'Security'],
  ] as const;
  return parts
    .filter(([part]) => !isDeepStrictEqual(before[part], after[part]))
    .map(([, de, en]) => change(`${de} geändert`, `${en} changed`, widens));
}

function compareAddress(before: Contract, after: Contract): Change[] {
  const found: Change[] = [];
  if (!isDeepStrictEqual(before.destination.reader, after.destination.reader)) {
    found.push(change('Leser (Name oder Kennung) geändert', 'Reader (name or key) changed', widens));
  }
  if (!isDeepStrictEqual(before.destination.regions, after.destination.regions)) {
    found.push(change('Gebiete geändert', 'Regions changed', nobody));
  }
  if (!isDeepStrictEqual(before.exchange.settings, after.exchange.settings)) {
    found.push(change('Einstellungen geändert', 'Settings changed', nobody));
  }
  if (!isDeepStrictEqual(before.exchange.retry, after.exchange.retry)) {
    found.push(change('Wiederholungen geändert', 'Retries changed', nobody));
  }
  return found;
}
