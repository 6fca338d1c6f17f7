import { randomUUID } from 'node:crypto';
import { CompactSign } from 'jose';
import type { AuthenticationTags } from '../jwe/tag.ts';
import { checkKeyShape } from '../jwk/check-shape.ts';
import { importKey } from '../jwk/import.ts';
import type { PrivateRsaJwk } from '../jwk/jwk.ts';
import type { Problem } from '../problems/problem.ts';
import { type EventName, writeEventUri } from './events.ts';

export interface EventToSign {
  readonly name: EventName;
  /** Who reports it: the destination's id; for a delivery service, its address. */
  readonly issuer: string;
  readonly caseId: string;
  /** Of the submission or reply that the event is about. */
  readonly subjectId: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  /**
   * Schema of the payload: that of the submit event in the same case, since the service refuses old ones. Left out of
   * an event without payload, because a named schema would demand one.
   */
  readonly schema?: string | undefined;
}

export interface SignPorts {
  readonly now?: () => Date;
  readonly newId?: () => string;
}

/**
 * Signs a security event token: PS512, 64 bytes of salt.
 *
 * @throws KeyRefused
 *
 * @example
 * const token = await signSecurityEvent({ name: 'forward-submission', issuer: destinationId, caseId, subjectId }, key);
 */
export async function signSecurityEvent(
  event: EventToSign,
  key: PrivateRsaJwk,
  { now = () => new Date(), newId = randomUUID }: SignPorts = {},
): Promise<string> {
  const { kid } = checkKeyShape(key, 'sign');
  const { name, issuer, caseId, subjectId, payload = {}, schema } = event;
  const hasPayload = Object.keys(payload).length > 0;
  const claims = {
    ...(schema !== undefined && hasPayload && { $schema: schema }),
    jti: newId(),
    iss: issuer,
    iat: Math.floor(now().getTime() / 1000),
    sub: `${name.endsWith('-reply') ? 'reply' : 'submission'}:${subjectId}`,
    txn: `case:${caseId}`,
    events: { [writeEventUri(name)]: payload },
  };
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'PS512', typ: 'secevent+jwt', kid })
    .sign(await importKey(key, 'PS512'));
}

/** Which submission of which destination is answered. */
export interface Answered {
  readonly destinationId: string;
  readonly caseId: string;
  readonly submissionId: string;
  /** `schema` of the verified submit event. */
  readonly schema?: string | undefined;
}

/**
 * The destination's word that it fetched, decrypted and checked a submission. Store the content before: afterwards it
 * can not be fetched again.
 *
 * @example
 * await api.postEvent(caseId, await signAccept({ destinationId, caseId, submissionId, schema }, tags, key));
 */
export async function signAccept(
  { destinationId: issuer, caseId, submissionId: subjectId, schema }: Answered,
  authenticationTags: AuthenticationTags,
  key: PrivateRsaJwk,
  ports?: SignPorts,
): Promise<string> {
  const payload = { authenticationTags };
  return signSecurityEvent({ name: 'accept-submission', issuer, caseId, subjectId, payload, schema }, key, ports);
}

/**
 * The destination's refusal. Everybody who may read the case's log can read the problems: they may hold no personal data.
 *
 * @param problems one at least; see `describeProblem`.
 *
 * @example
 * await signReject({ destinationId, caseId, submissionId }, [describeProblem('encryption-issue', 'data')], key);
 */
export async function signReject(
  { destinationId: issuer, caseId, submissionId: subjectId, schema }: Answered,
  problems: readonly [Problem, ...Problem[]],
  key: PrivateRsaJwk,
  ports?: SignPorts,
): Promise<string> {
  const payload = { problems };
  return signSecurityEvent({ name: 'reject-submission', issuer, caseId, subjectId, payload, schema }, key, ports);
}
