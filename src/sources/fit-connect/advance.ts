import { ZustellwerkError } from '../../errors.ts';
import { describeProblem, FitConnectError } from '../../fit-connect/index.ts';
import { type Inbound, postpone } from '../../store/inbound.ts';
import { decideAccept, decideReject, postAnswer } from './answer.ts';
import { ageInDays, lastDay, tellDays } from './deadlines.ts';
import { fetchSubmission } from './fetch-submission.ts';
import { handIn } from './hand-in.ts';
import { Kept, type Round } from './parts.ts';

/**
 * Takes a submission as far as it goes today: seen → fetched → taken → answered. Each step ends with one update of its
 * row and may be done again; a step that fails is tried again later, and nothing is rejected for it.
 */
export async function advance(found: Inbound, round: Round): Promise<void> {
  let row = await tellDays(found, round);
  if (row.due_at > round.now()) return;
  try {
    for (let next = await takeStep(row, round); next; next = await takeStep(row, round)) row = next;
  } catch (error) {
    await putOff(row, error, round);
  }
}

/** @returns undefined when there is nothing to do now. */
async function takeStep(row: Inbound, round: Round): Promise<Inbound | undefined> {
  if (row.state === 'answered') return undefined;
  if (row.answer_token !== null) return postAnswer(row, round);
  switch (row.state) {
    case 'seen':
      return fetchSubmission(row, round);
    case 'fetched':
      return handIn(row, round);
    case 'taken':
      return decide(row, round);
  }
}

/** Accepted on the procedure's receipt, by setting at once, and on day 12 in any case. */
async function decide(row: Inbound, round: Round): Promise<Inbound | undefined> {
  const { kysely, source, now } = round;
  if (source.config.accept === 'at-intake' || ageInDays(row, now()) >= lastDay) return decideAccept(row, round);
  const submission = await kysely
    .selectFrom('submission')
    .select('state')
    .where('id', '=', row.submission_id ?? '')
    .executeTakeFirst();
  switch (submission?.state) {
    case 'delivered':
    case 'handed-over':
    case 'completed':
      return decideAccept(row, round);
    // The procedure refused it for good: the sender hears it while it can still correct something.
    case 'rejected':
      return decideReject(row, [describeProblem('technical-error', 'submission')], { reason: 'procedure' }, round);
    default:
      return undefined;
  }
}

const firstPause = 5_000;
const longestPause = 60 * 60 * 1000;

async function putOff(row: Inbound, error: unknown, { kysely, log, now }: Round): Promise<void> {
  const code = codeOf(error);
  const pause = Math.min(firstPause * 2 ** Math.min(row.failures, 20), longestPause);
  const details = { source: row.source_id, submission: row.remote_id, state: row.state, code };
  if (error instanceof Kept) log.warn(details, 'a submission of FIT-Connect is kept for a person');
  else log.warn({ ...details, err: error }, 'a submission of FIT-Connect is tried again later');
  await postpone(kysely, row, code, new Date(now().getTime() + pause));
}

function codeOf(error: unknown): string {
  if (error instanceof Kept || error instanceof FitConnectError || error instanceof ZustellwerkError) return error.code;
  return 'INTERNAL';
}
