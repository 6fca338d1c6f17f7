import type { WaitingAttachment } from '../../attachments/attachment-store.ts';
import { ZustellwerkError } from '../../errors.ts';
import {
  ApiRefused,
  type DecryptedData,
  type DecryptedSubmission,
  decryptSubmission,
  describeProblem,
  type FetchedSubmission,
  type Reason,
  SubmissionRefused,
  type VerifiedLog,
  verifyEventLog,
} from '../../fit-connect/index.ts';
import { readXml } from '../../messages/xml-read.ts';
import { type Inbound, step } from '../../store/inbound.ts';
import { closeElsewhere, decideReject } from './answer.ts';
import { openAttachmentSink } from './attachment-sink.ts';
import { findService } from './find-service.ts';
import { Kept, type Round } from './parts.ts';
import { writeEnvelope } from './write-envelope.ts';

/**
 * Reasons that as well may lie in our own settings: a key that was forgotten here, an address that is spelt otherwise.
 * To reject by machine would end submissions that are in order, so a person is told; the service rejects on day 14.
 */
const maybeOurs: ReadonlySet<Reason> = new Set(['JWE_KEY_UNKNOWN', 'SET_ISSUER', 'SET_KEY', 'SET_KEY_UNKNOWN']);

/**
 * seen → fetched: fetches, verifies, decrypts and checks; what came of it is durable and sealed before anything else
 * happens. What is wrong with the submission itself leads to a reject.
 */
export async function fetchSubmission(row: Inbound, round: Round): Promise<Inbound> {
  const { source } = round;
  const ids = idsOf(row, round);
  try {
    const fetched = await source.api.readSubmission(ids);
    const eventLog = await source.api.readEventLog(row.case_id);
    const opened = await open(fetched, eventLog, round);
    const { events } = await verifyEventLog(eventLog, whomToTrust(fetched, round));
    const submittedAt = events.find(({ name }) => name === 'submit-submission')?.at ?? null;
    return await keep({ ...row, submitted_at: submittedAt }, fetched, opened, round);
  } catch (error) {
    if (error instanceof SubmissionRefused) return refuse(row, error, round);
    // The service has nothing to fetch any more: the log says whether somebody answered.
    const isGone = error instanceof ApiRefused && (error.status === 404 || error.status === 410);
    if (isGone && isOver(await source.api.readVerifiedLog(ids))) return closeElsewhere(row, round);
    throw error;
  }
}

function idsOf({ remote_id: submissionId, case_id: caseId }: Inbound, { source }: Pick<Round, 'source'>) {
  return { submissionId, caseId, destinationId: source.config.destinationId };
}

function open(fetched: FetchedSubmission, eventLog: readonly string[], round: Round) {
  const { source, destination } = round;
  const { config, api, portal, decryptionKeys } = source;
  return decryptSubmission(fetched, {
    ...whomToTrust(fetched, round),
    version: config.apiVersion,
    eventLog,
    keys: decryptionKeys,
    destination,
    readAttachment: (id) => api.readAttachment(fetched.submissionId, id),
    openSink: async (entry) => openAttachmentSink(round, portal.id, entry),
    checkData,
  });
}

function whomToTrust(fetched: FetchedSubmission, { source: { api, findServiceKey } }: Round) {
  return { ...api.trustFor(fetched), ...(findServiceKey && { findServiceKey }) };
}

async function checkData({ content, mimeType }: DecryptedData): Promise<'valid' | 'DATA_SYNTAX'> {
  if (mimeType !== 'application/xml') return 'valid';
  try {
    readXml(content);
    return 'valid';
  } catch (error) {
    if (error instanceof ZustellwerkError) return 'DATA_SYNTAX';
    throw error;
  }
}

async function keep(
  row: Inbound,
  fetched: FetchedSubmission,
  opened: DecryptedSubmission<WaitingAttachment>,
  round: Round,
): Promise<Inbound> {
  const { kysely, seal, source, destination, plan, now } = round;
  const offered = findService(fetched, opened.metadata, destination, source.config.services);
  // The destination offers it at FIT-Connect, else it would be refused by now: what is missing is a line in our settings.
  if (!offered) throw new Kept('SERVICE_NOT_CONFIGURED');
  const envelope = opened.data && writeEnvelope(opened, offered, source, { acts: plan.acts, now: now() });
  if (!envelope) {
    const problem = describeProblem(opened.data ? 'schema-violation' : 'missing-data', 'data');
    return decideReject(row, [problem], { reason: opened.data ? 'type' : 'required' }, round);
  }
  const name = nameOf(row);
  const key = seal.newDataKey(name);
  return step(kysely, row, {
    state: 'fetched',
    submitted_at: row.submitted_at,
    tags: JSON.stringify(opened.authenticationTags),
    event_schema: opened.schema ?? null,
    seal_key_id: key.keyId,
    data_key: key.sealed,
    envelope: key.seal(Buffer.from(JSON.stringify(envelope)), name),
  });
}

/** What sealed bytes of the row belong to. */
export function nameOf({ source_id, remote_id }: Inbound): string {
  return `inbound ${source_id} ${remote_id}`;
}

async function refuse(row: Inbound, refusal: SubmissionRefused, round: Round): Promise<Inbound> {
  const { reason, problem, instance } = refusal;
  if (reason === 'LOG_CLOSED') return closeElsewhere(row, round);
  if (!problem || maybeOurs.has(reason)) throw new Kept(reason);
  return decideReject(row, [problem], { reason, instance }, round);
}

function isOver({ state }: VerifiedLog): boolean {
  return state === 'accepted' || state === 'rejected' || state === 'deleted';
}
