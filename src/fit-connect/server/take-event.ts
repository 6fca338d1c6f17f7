import { SecurityEventRefused } from '../errors.ts';
import type { ApiVersion } from '../jwe/header.ts';
import type { AuthenticationTags } from '../jwe/tag.ts';
import { findInKeySet } from '../jws/key-set.ts';
import { readJws } from '../jws/verify.ts';
import { readClaims } from '../set/claims.ts';
import { nextState } from '../set/state.ts';
import { type SecurityEvent, verifySecurityEvent } from '../set/verify.ts';
import { sameId } from '../uuid.ts';
import { dueAfterAnswer } from './deadlines.ts';
import { demandDestination } from './destinations.ts';
import type { ServerPorts, StoredSubmission } from './ports.ts';
import { Refusal } from './refusal.ts';
import { tellSender } from './tell.ts';

/** Others may change the submission at the same time; then it is judged anew. */
const tries = 5;

/** What is wrong with the form of a token; all else is wrong with its content. */
const formFaults = new Set(['SET_MALFORMED', 'SET_HEADER', 'SET_CLAIMS']);

/**
 * Takes an event that a destination signed: verified, and possible after those before it.
 *
 * @throws Refusal 400, 409, 422
 */
export async function takeEvent(token: string, caseId: string, version: ApiVersion, ports: ServerPorts): Promise<void> {
  for (let count = 0; count < tries; count += 1) {
    const submission = await findSubject(token, caseId, ports);
    const event = await verify(token, submission, ports);
    checkPayload(event, version, submission.tags);
    const state = event.name && nextState(submission.state, event.name);
    if (!state) throw new Refusal(409, `A submission that is ${submission.state} cannot become so.`);
    const at = ports.now();
    const dueAt = state === 'forwarded' ? {} : { dueAt: dueAfterAnswer(at) };
    if (await ports.store.change(submission, { state, ...dueAt, token, at })) {
      ports.afterwards(() => tellSender(ports, submission));
      return;
    }
  }
  throw new Refusal(409, 'The submission is being changed by others.');
}

async function findSubject(token: string, caseId: string, { store }: ServerPorts): Promise<StoredSubmission> {
  const jws = readJws(token);
  const claims = jws && readClaims(jws.payload);
  if (!claims)
    throw new Refusal(400, 'The body is no security event token.', { issue: jws ? 'SET_CLAIMS' : 'SET_MALFORMED' });
  const { kind, id } = claims.subject;
  const submission = kind === 'submission' ? await store.find(id) : undefined;
  if (!submission || !sameId(submission.caseId, caseId)) {
    throw new Refusal(422, 'The case has no such submission.', { issue: 'SET_SUBJECT' });
  }
  return submission;
}

/** The destination's keys are those that the operator of this service registered, so no chain is asked for. */
async function verify(token: string, submission: StoredSubmission, ports: ServerPorts): Promise<SecurityEvent> {
  const { keys } = await demandDestination(ports.findDestination, submission.destinationId);
  try {
    return await verifySecurityEvent(token, {
      caseId: submission.caseId,
      submissionId: submission.submissionId,
      destinationId: submission.destinationId,
      serviceIssuers: [],
      findServiceKey: async () => undefined,
      findDestinationKey: findInKeySet({ keys }),
      trust: { environment: 'test' },
      now: ports.now,
    });
  } catch (error) {
    if (!(error instanceof SecurityEventRefused)) throw error;
    const status = formFaults.has(error.reason) ? 400 : 422;
    throw new Refusal(status, 'The event is refused.', { issue: error.reason });
  }
}

/** What a stated schema demands; without one, events may be empty. Version 2 refuses the first schema. */
function checkPayload(event: SecurityEvent, version: ApiVersion, submitted: AuthenticationTags | undefined): void {
  const refuse = (detail: string) => new Refusal(422, detail, { issue: 'SET_PAYLOAD' });
  const { name, schema, authenticationTags, problems } = event;
  if (name === undefined) throw refuse('The event is not known.');
  if (version === 'v2' && schema?.includes('/set-payload/1.0.'))
    throw refuse('This version of $schema is not supported.');
  if (schema !== undefined && name === 'accept-submission' && !authenticationTags)
    throw refuse('authenticationTags are missing.');
  if (schema !== undefined && name === 'reject-submission' && problems.length === 0)
    throw refuse('problems are missing.');
  if (authenticationTags && !(submitted && sameTags(authenticationTags, submitted))) {
    throw refuse('authenticationTags are not those that were submitted.');
  }
}

function sameTags(one: AuthenticationTags, other: AuthenticationTags): boolean {
  return writeTags(one) === writeTags(other);
}

function writeTags({ metadata, data, attachments }: AuthenticationTags): string {
  const entries = Object.entries(attachments).map(([id, tag]) => `${id.toLowerCase()}:${tag}`);
  return [metadata, data, ...entries.sort()].join(' ');
}
