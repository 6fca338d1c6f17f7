import { SecurityEventRefused } from '../errors.ts';
import { type AuthenticationTags, readAuthenticationTags } from '../jwe/tag.ts';
import { checkKey } from '../jwk/check.ts';
import type { KeyTrust } from '../jwk/trust.ts';
import type { FindKey } from '../jws/key-set.ts';
import { hasValidSignature, readJws } from '../jws/verify.ts';
import { type Problem, readProblems } from '../problems/problem.ts';
import type { Reason } from '../reasons.ts';
import { sameId } from '../uuid.ts';
import { readClaims, type SecurityEventClaims } from './claims.ts';
import { type EventAuthor, type EventName, mayReport, readEventUri } from './events.ts';

/** Whom to believe about which submission. */
export interface EventContext {
  /** What the event has to be about. */
  readonly caseId: string;
  readonly submissionId?: string | undefined;
  readonly replyId?: string | undefined;
  /** Whose events beside the service's are believed. */
  readonly destinationId?: string | undefined;
  /** What the delivery service calls itself in `iss`; a slash at the end does not count. */
  readonly serviceIssuers: readonly string[];
  /** The service's published keys. */
  readonly findServiceKey: FindKey;
  /** Keys of the destination, `GET destinations/{id}/keys/{kid}`. */
  readonly findDestinationKey?: FindKey | undefined;
  readonly trust: KeyTrust;
  readonly now?: (() => Date) | undefined;
}

export interface SecurityEvent {
  /** Undefined for an event that this library does not know: show it, and let it change nothing. */
  readonly name?: EventName;
  readonly uri: string;
  readonly author: EventAuthor;
  readonly id: string;
  readonly at: Date;
  readonly caseId: string;
  readonly submissionId?: string;
  readonly replyId?: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly authenticationTags?: AuthenticationTags;
  /** Empty where none are given. */
  readonly problems: readonly Problem[];
  /** Set-payload schema that the event names. */
  readonly schema?: string;
}

/**
 * Verifies a security event token: header, claims, issuer, key, signature, subject, case, and whether its author may
 * report it.
 *
 * @throws SecurityEventRefused
 *
 * @example
 * const event = await verifySecurityEvent(compact, {
 *   submissionId, caseId, destinationId,
 *   serviceIssuers: ['https://submission-api-testing.fit-connect.fitko.dev'],
 *   findServiceKey: findInKeySet(jwks),
 *   trust: { environment: 'test' },
 * });
 */
export async function verifySecurityEvent(compact: string, context: EventContext): Promise<SecurityEvent> {
  const jws = readJws(compact);
  if (!jws) throw refuse('SET_MALFORMED');
  const { typ, alg, kid, crit } = jws.header;
  if (typ !== 'secevent+jwt' || alg !== 'PS512' || typeof kid !== 'string' || crit !== undefined) {
    throw refuse('SET_HEADER');
  }
  const claims = readClaims(jws.payload);
  if (!claims) throw refuse('SET_CLAIMS');
  const author = findAuthor(claims.iss, context);
  if (!(await hasValidSignature(compact, await findVerifiedKey(kid, author, context)))) throw refuse('SET_SIGNATURE');
  checkTarget(claims, context);
  return describeEvent(claims, author);
}

const refuse = (reason: Reason, cause?: unknown) => new SecurityEventRefused(reason, { cause });

function findAuthor(iss: string, { serviceIssuers, destinationId }: EventContext): EventAuthor {
  const bare = (url: string) => url.replace(/\/$/, '');
  if (serviceIssuers.some((issuer) => bare(issuer) === bare(iss))) return 'service';
  if (destinationId !== undefined && sameId(iss, destinationId)) return 'destination';
  throw refuse('SET_ISSUER');
}

async function findVerifiedKey(kid: string, author: EventAuthor, context: EventContext) {
  const find = author === 'service' ? context.findServiceKey : context.findDestinationKey;
  const jwk = await find?.(kid);
  if (jwk === undefined) throw refuse('SET_KEY_UNKNOWN');
  const { trust, now } = context;
  try {
    return await checkKey(jwk, { purpose: 'verify', kid, owner: author, trust, now });
  } catch (cause) {
    throw refuse('SET_KEY', cause);
  }
}

function checkTarget({ subject, caseId }: SecurityEventClaims, context: EventContext): void {
  if (!sameId(caseId, context.caseId)) throw refuse('SET_CASE');
  const expected = subject.kind === 'submission' ? context.submissionId : context.replyId;
  if (expected === undefined || !sameId(subject.id, expected)) throw refuse('SET_SUBJECT');
}

function describeEvent(claims: SecurityEventClaims, author: EventAuthor): SecurityEvent {
  const { eventUri, subject, payload, schema } = claims;
  const name = readEventUri(eventUri);
  if (name && !name.endsWith(`-${subject.kind}`)) throw refuse('SET_SUBJECT');
  if (name && !mayReport(name, author)) throw refuse('SET_AUTHOR');
  const authenticationTags = readAuthenticationTags(payload.authenticationTags);
  const problems = payload.problems === undefined ? [] : readProblems(payload.problems);
  const brokenTags = payload.authenticationTags !== undefined && !authenticationTags;
  if (name && (brokenTags || !problems)) throw refuse('SET_PAYLOAD');
  return {
    ...(name && { name }),
    uri: eventUri,
    author,
    id: claims.jti,
    at: new Date(claims.iat * 1000),
    caseId: claims.caseId,
    ...(subject.kind === 'submission' ? { submissionId: subject.id } : { replyId: subject.id }),
    payload,
    ...(authenticationTags && { authenticationTags }),
    problems: problems ?? [],
    ...(schema !== undefined && { schema }),
  };
}
