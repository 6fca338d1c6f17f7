import {
  ApiRefused,
  type AuthenticationTags,
  type Problem,
  type SecurityEvent,
  signAccept,
  signReject,
} from '../../fit-connect/index.ts';
import { type Inbound, step, stepWithEvent } from '../../store/inbound.ts';
import type { Round } from './parts.ts';

/** An answer is signed once and kept before it is posted: after a crash the same bytes are posted again. */

/** Decides to accept: fetched, decrypted, checked, and durable here. */
export async function decideAccept(row: Inbound, round: Round): Promise<Inbound> {
  const tags = row.tags as unknown as AuthenticationTags;
  const token = await signAccept(answeredOf(row, round), tags, round.source.signingKey, round);
  return step(round.kysely, row, { answer: 'accept', answer_token: token });
}

/**
 * Decides to reject.
 *
 * @param why our own words for it, for people here; never content.
 */
export async function decideReject(
  row: Inbound,
  problems: readonly [Problem, ...Problem[]],
  why: Record<string, unknown>,
  round: Round,
): Promise<Inbound> {
  const token = await signReject(answeredOf(row, round), problems, round.source.signingKey, round);
  const told = problems.map(({ type, instance }) => ({ type, instance }));
  round.log.warn(
    { source: row.source_id, submission: row.remote_id, ...why },
    'a submission of FIT-Connect is rejected',
  );
  return step(round.kysely, row, {
    answer: 'reject',
    answer_token: token,
    problems: JSON.stringify([...told, why]),
    envelope: null,
  });
}

/** Posts the answer. It counts as given when an event of ours of the same name is in the verified log. */
export async function postAnswer(row: Inbound, round: Round): Promise<Inbound> {
  const { source, kysely, now } = round;
  try {
    await source.api.postEvent(row.answer_token ?? '');
  } catch (error) {
    const isConflict = error instanceof ApiRefused && (error.status === 409 || error.status === 404);
    if (!isConflict || !(await isAnswered(row, round))) throw error;
    return closeElsewhere(row, round);
  }
  const at = now();
  const detail = { source: row.source_id, answer: row.answer };
  const told = { type: 'answered-at-source', at, detail };
  return stepWithEvent(kysely, row, { state: 'answered', answered_at: at }, told);
}

/** The service answered by itself (day 14), or another system did: nothing of ours can follow. A person is told. */
export async function closeElsewhere(row: Inbound, { kysely, log, now }: Round): Promise<Inbound> {
  log.error({ source: row.source_id, submission: row.remote_id }, 'a submission of FIT-Connect was answered elsewhere');
  const at = now();
  const told = { type: 'answered-elsewhere', at, detail: { source: row.source_id } };
  return stepWithEvent(kysely, row, { state: 'answered', answer: 'elsewhere', answered_at: at, envelope: null }, told);
}

async function isAnswered(row: Inbound, { source }: Round): Promise<boolean> {
  const ids = { submissionId: row.remote_id, caseId: row.case_id, destinationId: source.config.destinationId };
  const { events } = await source.api.readVerifiedLog(ids);
  return events.some(isFinal);
}

function isFinal({ name }: SecurityEvent): boolean {
  return name === 'accept-submission' || name === 'reject-submission' || name === 'delete-submission';
}

function answeredOf({ remote_id: submissionId, case_id: caseId, event_schema }: Inbound, { source }: Round) {
  const { destinationId } = source.config;
  return { destinationId, caseId, submissionId, schema: event_schema ?? undefined };
}
