import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Scanner, ScanObjection } from '../attachments/scanner.ts';
import type { Empfangsbescheinigung } from '../domains/gewerbe/empfangsbescheinigung.ts';
import { readNotice } from '../domains/gewerbe/forwarding/read-notice.ts';
import type { WithheldReason } from '../domains/gewerbe/forwarding/withheld-reasons.ts';
import { type ReadReply, readReply, type UnreadableReply } from '../domains/replies/read-reply.ts';
import { type Saying, verdictOf } from '../domains/replies/reply.ts';
import { ZustellwerkError } from '../errors.ts';
import { type Wording, wordIn } from '../findings.ts';
import type { Message } from '../messages/head-g2g.ts';
import { fileNumberHmac } from '../store/file-number.ts';
import { type Answered, findByFileNumber, findByMessage } from '../store/find-answered.ts';
import { quarantine } from '../store/quarantine.ts';
import type { DataKey, Seal } from '../store/seal.ts';
import { sealMessage } from '../store/seal-message.ts';
import { findKnownReply, type NewReply, noteConflict, storeReply } from '../store/store-reply.ts';
import type { SubmissionState } from '../store/tables.ts';
import { checkDocuments } from './check-documents.ts';
import { type Forwarded, type ForwardingParts, type ForwardingResult, forwardNotice } from './forward-notice.ts';
import { eventsOf, sealDocument } from './seal-reply.ts';

export interface ReplyParts extends ForwardingParts {
  readonly pool: pg.Pool;
  readonly seal: Seal;
  readonly now: () => Date;
  /** What documents go through; undefined: nothing. */
  readonly scanner: Scanner | undefined;
  /** Called after a commit, so that forwardings begin at once. */
  readonly wake: () => void;
}

export interface Sender {
  /** Whose procedure sent it: only what went there can be answered. */
  readonly destinationId: string;
  /**
   * It was picked up by a transport, where nobody waits for an answer: what cannot be read is kept for a person too,
   * since nobody would hear of its refusal.
   */
  readonly pickedUp?: boolean;
  /** Further destinations whose procedures answer through the same mailbox or folder. */
  readonly orFor?: readonly string[];
}

export type ReplyResult =
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReply; readonly rules?: readonly string[] }
  /** Nothing that went to this destination is meant; the reply is kept for operators. */
  | { readonly kind: 'unknown' }
  /** Malware was found in a document: it is kept for operators. */
  | { readonly kind: 'infected' }
  /** The malware scanner does not answer: nothing was stored. */
  | { readonly kind: 'unscanned' }
  /** Other bytes came under this UUID before: nothing was stored but an event. */
  | { readonly kind: 'conflict' }
  /** It is there already: nothing was stored. */
  | { readonly kind: 'repeated'; readonly submission: string; readonly reply: string }
  | {
      readonly kind: 'stored';
      readonly submission: string;
      readonly reply: string;
      /** It came when the submission had ended, or had been given up. */
      readonly late: boolean;
      readonly state: SubmissionState;
      readonly events: readonly string[];
      readonly forwardings: readonly ForwardingResult[];
      /** Why nothing at all is passed on. */
      readonly reason?: WithheldReason;
    };

/**
 * Takes in what an office answers: reads and proves it, finds the submission that is meant, and stores the reply with its
 * events, documents and what follows from it, in one statement.
 *
 * @param bytes as they came; they are a stranger's.
 * @throws ZustellwerkError SCANNER_UNAVAILABLE when it was picked up and cannot be scanned; QUARANTINE_FULL when it was picked up, is for a person to look at, and too many are already.
 */
export async function receiveReply(bytes: Uint8Array, sender: Sender, parts: ReplyParts): Promise<ReplyResult> {
  const reading = await readReply(bytes, parts.schemas);
  if (reading.kind === 'unreadable') {
    if (sender.pickedUp) await keepAside(bytes, sender, reading.reason, parts);
    return reading;
  }
  const { reply } = reading;
  for (const destinationId of [sender.destinationId, ...(sender.orFor ?? [])]) {
    const answered = await findAnswered(reply, destinationId, parts);
    if (!answered) continue;
    const { documents, objection } = await checkDocuments(reply.documents, parts.scanner);
    if (objection) return hold(bytes, sender, objection, parts);
    return take(bytes, { ...reply, documents }, answered, destinationId, parts);
  }
  await keepAside(bytes, sender, 'unknown', parts);
  return { kind: 'unknown' };
}

/** With malware it is for a person; while the scanner does not answer, it comes once more. */
async function hold(
  bytes: Uint8Array,
  sender: Sender,
  objection: ScanObjection,
  parts: ReplyParts,
): Promise<ReplyResult> {
  if (objection === 'infected') await keepAside(bytes, sender, 'malware', parts);
  else if (sender.pickedUp) throw new ZustellwerkError('SCANNER_UNAVAILABLE', 'A reply has documents to be scanned.');
  return { kind: objection };
}

/** The submission that a reply is about and may be about: its answer fits the message that was sent. */
async function findAnswered(
  { reference, confirmation }: ReadReply,
  destinationId: string,
  { pool, seal }: ReplyParts,
): Promise<Answered | undefined> {
  if ('fileNumber' in reference) {
    return findByFileNumber(pool, destinationId, fileNumberHmac(seal, destinationId, reference.fileNumber));
  }
  const found = await findByMessage(pool, destinationId, reference.messageUuid);
  const { messageType } = reference;
  if (found === undefined || (messageType !== undefined && !found.definition.endsWith(`/${messageType}`))) {
    return undefined;
  }
  return confirmation !== undefined && noticeIn(found, openKey(found, seal)) === undefined ? undefined : found;
}

function openKey(found: Answered, seal: Seal): DataKey {
  return seal.openDataKey(found.sealKeyId, found.dataKey, found.submissionId);
}

function noticeIn({ definition, content, messageUuid }: Answered, dataKey: DataKey) {
  return readNotice(definition, dataKey.open(content, `message ${messageUuid}`));
}

async function take(
  bytes: Uint8Array,
  reply: ReadReply,
  answered: Answered,
  destinationId: string,
  parts: ReplyParts,
): Promise<ReplyResult> {
  const { pool, seal, now } = parts;
  const id = randomUUID();
  const receivedAt = now();
  const dataKey = openKey(answered, seal);
  const documents = reply.documents.map((document) => sealDocument(document, seal));
  const forwarded = await forward(reply, answered, destinationId, dataKey, receivedAt, parts);
  const events = [...eventsOf(id, reply.says, documents), ...(forwarded?.events ?? [])];
  // A notice is confirmed once: its forwardings follow from the first confirmation.
  const onceKey = reply.confirmation && 'confirmation';
  const stored = await storeReply(pool, {
    id,
    submissionId: answered.submissionId,
    deliveryId: answered.deliveryId,
    destinationId,
    replyUuid: reply.uuid,
    ...(onceKey !== undefined && { onceKey }),
    receivedAt,
    told: dataKey.seal(Buffer.from(JSON.stringify({ says: reply.says, data: reply.data })), `reply ${id}`),
    message: sealMessage({ uuid: id, definition: reply.definition, xml: bytes }, dataKey),
    verdict: verdictOf(reply.says),
    ...columnsOf(reply.says, answered.deliveryId, destinationId, dataKey, seal),
    documents,
    forwardings: forwarded?.forwardings ?? [],
    events,
  });
  if (stored === undefined) {
    const once = onceKey && { submissionId: answered.submissionId, key: onceKey };
    return repeat(bytes, reply.uuid, destinationId, once, parts);
  }
  parts.wake();
  return {
    kind: 'stored',
    submission: answered.submissionId,
    reply: id,
    ...stored,
    events: events.map(({ type }) => type),
    forwardings: forwarded?.results ?? [],
    ...(forwarded?.reason && { reason: forwarded.reason }),
  };
}

async function forward(
  { confirmation, content }: ReadReply,
  answered: Answered,
  destinationId: string,
  dataKey: DataKey,
  now: Date,
  parts: ReplyParts,
): Promise<Forwarded | undefined> {
  const notice = confirmation && noticeIn(answered, dataKey);
  if (notice === undefined) return undefined;
  const { messageUuid, authorityId } = answered;
  const message = content as Message<Empfangsbescheinigung>;
  return forwardNotice({ notice, messageUuid, confirmation: message, destinationId, authorityId, dataKey, now }, parts);
}

/** What of a reply stands at the delivery, sealed: the office's number, and why it refuses. */
function columnsOf(
  says: readonly Saying[],
  deliveryId: string,
  destinationId: string,
  dataKey: DataKey,
  seal: Seal,
): Pick<NewReply, 'fileNumber' | 'refusal'> {
  const number = says.find((one) => one.type === 'file-number')?.fileNumber;
  const findings = says.find((one) => one.type === 'rejected')?.findings;
  const refusal = findings?.map(({ id, text }) => ({ id, ...(text !== undefined && { text: german(text) }) }));
  return {
    ...(number !== undefined && {
      fileNumber: {
        sealed: dataKey.seal(Buffer.from(number), `file-number ${deliveryId}`),
        hmac: fileNumberHmac(seal, destinationId, number),
      },
    }),
    ...(refusal && { refusal: dataKey.seal(Buffer.from(JSON.stringify(refusal)), `refusal ${deliveryId}`) }),
  };
}

function german(text: Wording): string {
  return wordIn(text, 'de');
}

/** The answer to a reply that is there already: the same, or other bytes under its UUID. */
async function repeat(
  bytes: Uint8Array,
  replyUuid: string,
  destinationId: string,
  once: { readonly submissionId: string; readonly key: string } | undefined,
  { pool, now, alarm }: ReplyParts,
): Promise<ReplyResult> {
  const known = await findKnownReply(pool, destinationId, replyUuid, once);
  if (known === undefined) return { kind: 'unknown' };
  const same = known.sha256.equals(createHash('sha256').update(bytes).digest());
  if (same || known.replyUuid !== replyUuid.toLowerCase()) {
    return { kind: 'repeated', submission: known.submissionId, reply: known.id };
  }
  await noteConflict(pool, known, now());
  alarm(`The destination ${destinationId} sent other bytes under the UUID of an earlier reply`);
  return { kind: 'conflict' };
}

async function keepAside(
  bytes: Uint8Array,
  { destinationId, pickedUp = false }: Sender,
  reason: string,
  { pool, seal, config, now, alarm }: ReplyParts,
): Promise<void> {
  const id = randomUUID();
  const key = seal.newDataKey(id);
  const kept = await quarantine(pool, {
    id,
    networkId: config.network.id,
    destinationId,
    receivedAt: now(),
    reason,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest(),
    sealKeyId: key.keyId,
    dataKey: key.sealed,
    content: key.seal(bytes, `quarantined ${id}`),
  });
  if (kept) return;
  alarm(`The destination ${destinationId} has too many unknown replies: one was not kept`);
  if (pickedUp)
    throw new ZustellwerkError('QUARANTINE_FULL', `Too many replies to ${destinationId} wait for a person.`);
}
