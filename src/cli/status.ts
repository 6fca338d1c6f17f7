import type { Command } from 'commander';
import type { z } from 'zod';
import type { eventSchema, messageSchema, submissionDetailSchema } from '../api/submission-schemas.ts';
import { type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { environmentHelp, openClient } from './gateway-client.ts';
import { layOut, type Paint, paintFor, printJson } from './terminal.ts';

type Submission = z.output<typeof submissionDetailSchema>;
type Event = z.output<typeof eventSchema>;
type Message = z.output<typeof messageSchema>;

/** `zustellwerk status ID` */
export function addStatus(program: Command): void {
  program
    .command('status')
    .description('Show a submission, its delivery, its messages, and what happened when.')
    .argument('<id>', 'id of the submission')
    .option('--json', 'print submission, events and messages as the gateway has them')
    .addHelpText(
      'after',
      `${environmentHelp}

Example: zustellwerk status 0198c1d2-5c3f-7a40-9b1e-2f0a3d8f1c03
${exitCodeHelp}`,
    )
    .action(runCommand(showStatus));
}

async function showStatus(id: string, { json }: { json?: true }): Promise<ExitCode> {
  const client = openClient();
  const path = `/v1/submissions/${encodeURIComponent(id)}`;
  const submission = await client.get<Submission>(path);
  const { events } = await client.get<{ events: Event[] }>(`${path}/events`);
  const { messages } = await client.get<{ messages: Message[] }>(`${path}/messages`);
  if (json) printJson({ submission, events, messages });
  else print(submission, events, messages);
  return exitCodes.fine;
}

const stateColours: Record<string, Parameters<Paint>[0]> = {
  delivered: 'green',
  'handed-over': 'green',
  completed: 'green',
  rejected: 'red',
  parked: 'red',
};

function print(submission: Submission, events: readonly Event[], messages: readonly Message[]): void {
  const paint = paintFor(process.stdout);
  const { delivery, message } = submission;
  console.log(`${submission.id}  ${paint(stateColours[submission.state] ?? 'yellow', submission.state)}`);
  const rows = [
    ['service', `${submission.serviceId} (${submission.act}) in ${submission.region}`],
    ['portal', submission.portal + (submission.reference === null ? '' : `, reference ${submission.reference}`)],
    ['destination', submission.destination],
    ['message', `${message.standard}/${message.version}/${message.type}  ${message.uuid}`],
    ['delivery', `${delivery.state} after ${delivery.attempts} ${delivery.attempts === 1 ? 'attempt' : 'attempts'}`],
    ...(delivery.fileNumber === null ? [] : [['file number', delivery.fileNumber]]),
    ...(delivery.nextAttemptAt === null ? [] : [['next attempt', delivery.nextAttemptAt]]),
    ...delivery.findings.map(({ id, text, xpath }) => ['refused', [id, text, xpath].filter(Boolean).join(' · ')]),
  ];
  for (const line of layOut(rows.map(([label = '', ...rest]) => [`  ${paint('dim', label)}`, ...rest])))
    console.log(line);
  console.log(`\n${paint('bold', 'Timeline')}`);
  for (const line of layOut(timeline(events, paint))) console.log(line);
  console.log(`\n${paint('bold', 'XML')}`);
  for (const { uuid, direction, definition, size } of messages) {
    const arrow = direction === 'out' ? '→' : '←';
    console.log(`  ${arrow} ${definition}  ${size} bytes  /v1/submissions/${submission.id}/messages/${uuid}`);
  }
}

/** Each event with the time since the first one. */
function timeline(events: readonly Event[], paint: Paint): string[][] {
  const start = Date.parse(events[0]?.at ?? '');
  return events.map(({ at, type, detail }) => {
    const details = Object.entries(detail).map(([name, value]) => `${name} ${tell(value)}`);
    return [`  ${at}`, paint('dim', `+${Date.parse(at) - start} ms`), type, paint('dim', details.join(', '))];
  });
}

function tell(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
