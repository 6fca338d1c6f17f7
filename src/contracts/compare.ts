import { isDeepStrictEqual } from 'node:util';
import { type Change, change, narrows, nobody, swaps, widens } from './change.ts';
import { compareAnswers } from './compare-answers.ts';
import { compareFields } from './compare-fields.ts';
import type { Contract } from './contract.ts';

export type { Change } from './change.ts';

/**
 * What changes from one contract to the next.
 *
 * A change that lets the procedure receive what it could not receive before breaks the vendor; one that forbids a
 * portal what it could send before breaks the portal; one that swaps breaks both.
 */
export function compareContracts(before: Contract, after: Contract): Change[] {
  return [
    ...compareMessages(before, after),
    ...compareTerms(before, after),
    ...compareAttachments(before, after),
    ...compareForms(before, after),
    ...compareFields(before.fields, after.fields),
    ...compareLists(before, after),
    ...compareRules(before, after),
    ...compareExchange(before, after),
    ...compareAnswers(before, after),
    ...compareAddress(before, after),
  ];
}

function compareMessages({ message: before }: Contract, { message: after }: Contract): Change[] {
  const same = (['id', 'root', 'namespace'] as const).every((key) => before[key] === after[key]);
  return same ? [] : [change(`Nachricht: ${before.id} → ${after.id}`, `Message: ${before.id} → ${after.id}`, widens)];
}

/** A longer term lets the procedure receive what it could not, a shorter one forbids a portal what it could send. */
function compareTerms({ message: before }: Contract, { message: after }: Contract): Change[] {
  const terms = [
    ['validFrom', 'Gültig ab', 'Valid from', '', (one: string, other: string) => one > other],
    ['validUntil', 'Gültig bis', 'Valid until', '9999-12-31', (one: string, other: string) => one < other],
  ] as const;
  return terms.flatMap(([key, de, en, open, isShorter]) => {
    const [old, now] = [before[key], after[key]];
    if (old === now) return [];
    const way = `${old ?? '–'} → ${now ?? '–'}`;
    return [change(`${de}: ${way}`, `${en}: ${way}`, isShorter(now ?? open, old ?? open) ? narrows : widens)];
  });
}

function compareAttachments({ message: before }: Contract, { message: after }: Contract): Change[] {
  if (before.embedsAttachments !== after.embedsAttachments) {
    return [change('Anhänge geändert', 'Attachments changed', after.embedsAttachments ? widens : narrows)];
  }
  // A contract from before they were told says nothing that could differ.
  if (before.attachments === undefined || isDeepStrictEqual(before.attachments, after.attachments)) return [];
  return [change('Anhänge: Grenzen geändert', 'Attachments: limits changed', swaps)];
}

/** A form may change with the law, without a new version of the message: a procedure shows fields that it does not know. */
function compareForms({ form: before }: Contract, { form: after }: Contract): Change[] {
  if (before === undefined || after === undefined || isDeepStrictEqual(before, after)) return [];
  const now = new Set(after.fields.map(({ id }) => id));
  const gone = before.fields.map(({ id }) => id).filter((id) => !now.has(id));
  const way = `${before.version} → ${after.version}`;
  return [
    change(`Formular geändert: ${way}`, `Form changed: ${way}`, nobody),
    ...gone.map((id) => change(`Feld des Formulars entfällt: ${id}`, `Field of the form removed: ${id}`, narrows)),
  ];
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
    ['headers', 'Kopfzeilen der Anfrage', 'Headers of the request'],
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
