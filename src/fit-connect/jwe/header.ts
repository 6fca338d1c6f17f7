import { readJsonSegment } from '../base64url.ts';
import { DecryptionRefused } from '../errors.ts';
import type { Reason } from '../reasons.ts';

export type ApiVersion = 'v1' | 'v2';

export interface JweRules {
  /** Version of the Submission API that the content came through. */
  readonly version: ApiVersion;
  readonly part: 'metadata' | 'data' | 'attachment';
  /** Most bytes of the content, after decompression. */
  readonly maxBytes?: number | undefined;
}

export interface JweHeader {
  readonly alg: 'RSA-OAEP-256';
  readonly enc: 'A256GCM';
  readonly kid?: string;
  readonly cty?: string;
  readonly zip?: 'DEF';
}

export const alg = 'RSA-OAEP-256';
export const enc = 'A256GCM';

/** Content types that version 2 of the API enforces; attachments may have any. */
const contentTypes = { metadata: ['application/json'], data: ['application/json', 'application/xml'] };

/**
 * Checks the protected header of a JWE: always RSA-OAEP-256 with A256GCM and no extension; in version 2 the content type
 * of metadata and data, and no compression; in version 1 no compression but DEF. Other members are tolerated.
 *
 * @throws DecryptionRefused
 *
 * @example
 * checkJweHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'application/json' }, { version: 'v2', part: 'metadata' });
 */
export function checkJweHeader(header: unknown, rules: Pick<JweRules, 'version' | 'part'>): JweHeader {
  const members = new Map(Object.entries(header ?? {}));
  const refuse = (reason: Reason) => new DecryptionRefused(reason);
  if (members.get('alg') !== alg || members.get('enc') !== enc) throw refuse('JWE_ALGORITHM');
  if (members.has('crit')) throw refuse('JWE_CRITICAL');
  const zip = members.get('zip');
  if (members.has('zip') && (rules.version === 'v2' || zip !== 'DEF')) throw refuse('JWE_COMPRESSED');
  const cty = readText(members.get('cty'));
  if (rules.version === 'v2' && rules.part !== 'attachment' && !contentTypes[rules.part].includes(cty ?? '')) {
    throw refuse('JWE_CONTENT_TYPE');
  }
  const kid = readText(members.get('kid'));
  return {
    alg,
    enc,
    ...(kid !== undefined && { kid }),
    ...(cty !== undefined && { cty }),
    ...(zip === 'DEF' && { zip }),
  };
}

function readText(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new DecryptionRefused('JWE_MALFORMED');
}

/** The header of a JWE, unchecked. */
export function readJweHeader(segment: string): Record<string, unknown> {
  const header = readJsonSegment(segment);
  if (!header) throw new DecryptionRefused('JWE_MALFORMED');
  return header;
}
