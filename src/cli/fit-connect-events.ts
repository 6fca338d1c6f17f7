import type { Command } from 'commander';
import {
  ApiRefused,
  findState,
  type JudgedEvent,
  judgeEventLog,
  readEventClaims,
  reasons,
  SecurityEventRefused,
  type SubmissionApi,
} from '../fit-connect/index.ts';
import { type ExitCode, exitCodeHelp, exitCodes, refuse, runCommand } from './failure.ts';
import { type AccessOptions, accessHelp, openApi, telling, withAccess } from './fit-connect-access.ts';
import { layOut, paintFor, printJson } from './terminal.ts';

interface EventsOptions extends AccessOptions {
  readonly destination?: string;
  readonly json?: true;
}

/** `zustellwerk fit-connect events ID` */
export function addFitConnectEvents(fitConnect: Command): void {
  withAccess(
    fitConnect
      .command('events')
      .description('Show an event log, with the verdict on each security event token, and the state that follows.')
      .argument('<id>', 'id of a submission or of a case'),
  )
    .option('--destination <id>', 'whose events are believed; left out: the destination that the events name')
    .option('--json', 'print events, verdicts and states as JSON')
    .addHelpText(
      'after',
      `${accessHelp}

Example: zustellwerk fit-connect events 1b6a8b3e-3c6e-4d0f-9b53-7c1e6f1c9f10
${exitCodeHelp}`,
    )
    .action(runCommand((id: string, options: EventsOptions) => telling(() => showEvents(id, options))));
}

async function showEvents(id: string, options: EventsOptions): Promise<ExitCode> {
  const api = await openApi(options);
  const log = await readLog(api, id);
  const claims = log.map(readEventClaims).filter((one) => one !== undefined);
  const [first] = claims;
  if (!first) throw refuse('The log has no event that can be read.');
  const destinationId = options.destination ?? claims.find(({ iss }) => uuid.test(iss))?.iss ?? '';
  const context = api.trustFor({ destinationId, caseId: first.caseId, submissionId: first.subject.id });
  const events = await judgeEventLog(log, context);
  const states = statesOf(events);
  if (options.json) printJson({ caseId: first.caseId, events: events.map(describe), submissions: states });
  else print(first.caseId, events, states);
  const fine = events.every(({ trusted }) => trusted) && states.every(({ reason }) => reason === undefined);
  return fine ? exitCodes.fine : exitCodes.refused;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Of a submission; where there is none with this id, of a case. */
async function readLog(api: SubmissionApi, id: string): Promise<string[]> {
  if (!uuid.test(id)) throw refuse(`${id} is no id: 32 hexadecimal digits with four hyphens.`);
  try {
    return await api.readSubmissionEventLog(id);
  } catch (error) {
    if (!(error instanceof ApiRefused) || error.status !== 404) throw error;
    return api.readEventLog(id);
  }
}

interface State {
  readonly id: string;
  readonly state?: string | undefined;
  readonly reason?: string;
}

/** The state of each submission and reply, by its trusted events. */
function statesOf(judged: readonly JudgedEvent[]): State[] {
  const events = judged.flatMap((one) => (one.trusted ? one.event : []));
  const ids = new Set(events.map(({ submissionId, replyId }) => submissionId ?? replyId ?? ''));
  return [...ids].map((id) => {
    try {
      return { id, state: findState(events.filter(({ submissionId, replyId }) => (submissionId ?? replyId) === id)) };
    } catch (error) {
      if (error instanceof SecurityEventRefused) return { id, reason: error.reason };
      throw error;
    }
  });
}

function describe(judged: JudgedEvent) {
  if (judged.trusted) {
    const { at, name, uri, author, id, submissionId, replyId, authenticationTags, problems } = judged.event;
    const subject = submissionId ?? replyId;
    const seen = { id, at: at.toISOString(), event: name ?? uri, author, subject, authenticationTags };
    return { trusted: true, ...seen, ...(problems.length > 0 && { problems }) };
  }
  const { reason, claims } = judged;
  if (!claims) return { trusted: false, reason };
  const { jti: id, iat, eventUri, iss: author, subject } = claims;
  const at = new Date(iat * 1000).toISOString();
  return { trusted: false, reason, id, at, event: eventUri.replace(/.*\//, ''), author, subject: subject.id };
}

function print(caseId: string, judged: readonly JudgedEvent[], states: readonly State[]): void {
  const paint = paintFor(process.stdout);
  console.log(`case ${caseId}`);
  const rows = judged.map((one) => {
    const { at = '', event = '', author = '', subject = '' } = describe(one);
    const verdict = one.trusted ? paint('green', 'trusted') : paint('red', `${one.reason}: ${reasons[one.reason]}`);
    return [`  ${at}`, event, author, subject, verdict];
  });
  for (const line of layOut(rows)) console.log(line);
  for (const { event } of judged.filter((one) => one.trusted)) {
    for (const { type, instance = '', detail = '' } of event.problems) {
      console.log(`  ${paint('yellow', 'problem')} ${type.replace(/.*\//, '')} ${instance} ${detail}`.trimEnd());
    }
  }
  for (const { id, state, reason } of states) {
    console.log(`${id}  ${reason === undefined ? paint('bold', state ?? 'unknown') : paint('red', reason)}`);
  }
}
