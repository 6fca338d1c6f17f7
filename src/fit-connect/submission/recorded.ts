import { isObject } from '../base64url.ts';
import { parseJson } from '../json.ts';
import type { DecryptionKeys } from '../jwe/choose-key.ts';
import type { ApiVersion } from '../jwe/header.ts';
import { openMemorySink } from '../jwe/sink.ts';
import { listKeys } from '../jwk/list-keys.ts';
import type { KeyTrust } from '../jwk/trust.ts';
import { findInKeySet } from '../jws/key-set.ts';
import { sameId } from '../uuid.ts';
import { type DecryptedSubmission, decryptSubmission, type PickUp } from './decrypt.ts';
import { readSubmission } from './submission.ts';

/** JSON as it was recorded: parsed, as text, or as bytes. */
export type RecordedJson = string | Uint8Array | object;

/** What a subscriber fetched and somebody kept. */
export interface RecordedPickUp
  extends Pick<PickUp<Uint8Array>, 'serviceIssuers' | 'checkData' | 'maxBytes' | 'maxAttachmentBytes' | 'now'> {
  /** Version of the Submission API. */
  readonly version: ApiVersion;
  /** `GET submissions/{id}`. */
  readonly submission: RecordedJson;
  /** Ids that the answer does not name, such as the destination's in version 2. */
  readonly ids?: { readonly submissionId?: string; readonly destinationId?: string } | undefined;
  /** `GET cases/{id}/events`, or the tokens alone, the newest last. */
  readonly eventLog: RecordedJson;
  /** The JWE of each attachment, by its id. */
  readonly attachments?: Readonly<Record<string, string | Uint8Array>> | undefined;
  /** One's private keys: one, a list, or a set. */
  readonly keys: RecordedJson;
  /** The service's `/.well-known/jwks.json`. */
  readonly serviceKeys: RecordedJson;
  /** Public keys of the destination, for logs with events that it signed: one, a list, or a set. */
  readonly destinationKeys?: RecordedJson | undefined;
  /** `GET destinations/{id}`; without it, what it offers is not checked. */
  readonly destination?: RecordedJson | undefined;
  readonly trust: KeyTrust;
}

/**
 * Opens a pick-up that was recorded, without a network: the checks are those of `decryptSubmission`. It may have been
 * answered since; `state` says so.
 *
 * @throws SubmissionRefused
 *
 * @example
 * const { metadata, data, attachments } = await decryptRecordedSubmission({
 *   version: 'v2', submission, eventLog, attachments: { [attachmentId]: jwe },
 *   keys: privateJwk, serviceKeys, serviceIssuers: [baseUrl], trust: { environment: 'test' },
 * });
 */
export function decryptRecordedSubmission(recorded: RecordedPickUp): Promise<DecryptedSubmission<Uint8Array>> {
  const { submission, ids, eventLog, attachments = {}, keys, serviceKeys, destinationKeys, ...rest } = recorded;
  return decryptSubmission(readSubmission(submission, ids), {
    ...rest,
    eventLog: readTokens(eventLog),
    keys: listKeys(keys) as DecryptionKeys,
    findServiceKey: findInKeySet(serviceKeys),
    findDestinationKey: findInKeySet(destinationKeys),
    readAttachment: async (id) => {
      const [, jwe] = Object.entries(attachments).find(([name]) => sameId(name, id)) ?? [];
      return jwe === undefined ? undefined : readText(jwe);
    },
    openSink: async () => openMemorySink(),
    evenIfClosed: true,
  });
}

/** What is no list is refused as a log. */
function readTokens(recorded: RecordedJson): readonly string[] {
  const log = parseJson(recorded);
  const tokens = isObject(log) ? log.eventLog : log;
  return Array.isArray(tokens) ? tokens.map((token) => (typeof token === 'string' ? token.trim() : token)) : [];
}

/** Files of text often end with a line feed. */
function readText(jwe: string | Uint8Array): string {
  return (typeof jwe === 'string' ? jwe : Buffer.from(jwe).toString('latin1')).trim();
}
