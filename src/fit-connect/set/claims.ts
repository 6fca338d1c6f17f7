import { isObject } from '../base64url.ts';
import { readJws } from '../jws/verify.ts';
import { isUuid } from '../uuid.ts';

/** The claims of a security event token (RFC 8417) as FIT-Connect writes them. */
export interface SecurityEventClaims {
  readonly jti: string;
  readonly iss: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly subject: { readonly kind: 'submission' | 'reply'; readonly id: string };
  readonly caseId: string;
  readonly eventUri: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly schema?: string;
}

/** 2020-01-01 in Germany, as the payload schema has it. */
const earliest = 1_577_833_200;
/** The year 5138: beyond it, somebody wrote milliseconds. */
const latest = 100_000_000_000;

const setPayloadSchema =
  /^https:\/\/schema\.fitko\.de\/fit-connect\/set-payload\/1\.\d+\.\d+\/set-payload\.schema\.json$/;

/**
 * What a token says of itself, before anything of it is verified; undefined when it is no security event token.
 *
 * @example
 * const caseId = readEventClaims(eventLog[0])?.caseId;
 */
export function readEventClaims(token: string): SecurityEventClaims | undefined {
  const jws = readJws(token);
  return jws && readClaims(jws.payload);
}

/** Checks the claims' form; undefined when one is missing or wrong. Further claims and minor versions are tolerated. */
export function readClaims(payload: Uint8Array): SecurityEventClaims | undefined {
  const claims = readJson(payload);
  if (!claims) return undefined;
  const { jti, iss, iat, $schema } = claims;
  const subject = readSubject(claims.sub);
  const caseId = readPrefixedId(claims.txn, 'case');
  const event = readEvent(claims.events);
  if (!isUuid(jti) || typeof iss !== 'string' || iss === '' || !subject || !caseId || !event) return undefined;
  if (typeof iat !== 'number' || !Number.isSafeInteger(iat)) return undefined;
  if (iat < earliest || iat > latest) return undefined;
  if ($schema !== undefined && !(typeof $schema === 'string' && setPayloadSchema.test($schema))) return undefined;
  return { jti, iss, iat, subject, caseId, ...event, ...(typeof $schema === 'string' && { schema: $schema }) };
}

function readJson(payload: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readSubject(sub: unknown): SecurityEventClaims['subject'] | undefined {
  for (const kind of ['submission', 'reply'] as const) {
    const id = readPrefixedId(sub, kind);
    if (id) return { kind, id };
  }
  return undefined;
}

function readPrefixedId(value: unknown, prefix: string): string | undefined {
  if (typeof value !== 'string' || !value.startsWith(`${prefix}:`)) return undefined;
  const id = value.slice(prefix.length + 1);
  return isUuid(id) ? id : undefined;
}

/** Exactly one event: its URI and an object, which may be empty. */
function readEvent(events: unknown): Pick<SecurityEventClaims, 'eventUri' | 'payload'> | undefined {
  if (!isObject(events)) return undefined;
  const [entry, another] = Object.entries(events);
  if (!entry || another || !isObject(entry[1])) return undefined;
  return { eventUri: entry[0], payload: entry[1] };
}
