import type { Problem } from './problem.ts';

/**
 * What a rejection can name, in one table, so that it can be corrected in one place.
 *
 * Only the prefix is documented. No public source has the complete URIs; names marked `named-in-sdk` are classes of the
 * official client, the others are `guessed`. Titles are ours.
 */
const prefix = 'https://schema.fitko.de/fit-connect/events/problems/';

export const problems = {
  'syntax-violation': { title: 'Der Inhalt ist syntaktisch fehlerhaft.', uri: 'named-in-sdk' },
  'schema-violation': { title: 'Der Inhalt verletzt sein Schema.', uri: 'named-in-sdk' },
  'unsupported-data-schema': { title: 'Das Fachdatenschema wird nicht unterstützt.', uri: 'named-in-sdk' },
  'technical-error': { title: 'Ein technischer Fehler ist aufgetreten.', uri: 'named-in-sdk' },
  'encryption-issue': { title: 'Der Inhalt kann nicht entschlüsselt werden.', uri: 'guessed' },
  'incorrect-authentication-tag': { title: 'Das Authentication-Tag stimmt nicht überein.', uri: 'guessed' },
  'hash-mismatch': { title: 'Der Hashwert stimmt nicht überein.', uri: 'guessed' },
  'missing-schema': { title: 'Die Schema-Referenz fehlt.', uri: 'guessed' },
  'unsupported-schema': { title: 'Das Metadatenschema wird nicht unterstützt.', uri: 'guessed' },
  'attachments-mismatch': { title: 'Die Listen der Anlagen stimmen nicht überein.', uri: 'guessed' },
  'missing-data': { title: 'Die Fachdaten fehlen.', uri: 'guessed' },
  'missing-attachment': { title: 'Eine Anlage fehlt.', uri: 'guessed' },
  'unsupported-service': { title: 'Die Verwaltungsleistung wird nicht angeboten.', uri: 'guessed' },
  'unsupported-reply-channel': { title: 'Der Rückkanal wird nicht unterstützt.', uri: 'guessed' },
  'invalid-event-log': { title: 'Das Ereignisprotokoll ist nicht vertrauenswürdig.', uri: 'guessed' },
} as const satisfies Record<string, { title: string; uri: 'named-in-sdk' | 'guessed' }>;

export type ProblemName = keyof typeof problems;

/** Which part a problem is about. Only `metadata` was seen in a document; the others follow it. */
export type ProblemInstance = 'submission' | 'metadata' | 'data' | 'reply' | `attachment:${string}`;

/**
 * A problem for a reject event. It has no detail on purpose: everybody who may read the case's log can read it.
 *
 * @example
 * describeProblem('schema-violation', 'metadata').type;
 * // 'https://schema.fitko.de/fit-connect/events/problems/schema-violation'
 */
export function describeProblem(name: ProblemName, instance: ProblemInstance): Problem {
  const { title } = problems[name];
  return { type: `${prefix}${name}`, title, detail: title, instance };
}
