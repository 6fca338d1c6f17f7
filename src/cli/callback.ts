import type { Command } from 'commander';
import { cannotRun, type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { environmentHelp, openClient } from './gateway-client.ts';
import { printJson, printTable } from './terminal.ts';

interface Callback {
  readonly submission: string;
  readonly event: number;
  readonly type: string;
  readonly portal: string;
  readonly state: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly trouble: string | null;
}

/** `zustellwerk callback list | replay` */
export function addCallback(program: Command): void {
  const callback = program.command('callback').description('See what portals were told of, and tell them again.');
  callback
    .command('list')
    .description('List callbacks, the longest waiting first.')
    .option('--stuck', 'only those that failed so far')
    .option('--state <state>', 'waiting, told or given-up')
    .option('--submission <id>', 'only those of a submission')
    .option('--limit <number>', 'how many at most', '100')
    .option('--json', 'print the answer of the gateway')
    .addHelpText('after', `${environmentHelp}\n\nExample: zustellwerk callback list --stuck\n${exitCodeHelp}`)
    .action(runCommand(list));
  callback
    .command('replay')
    .description('Tell again: a submission from an event on, in order; or all that was given up since a time.')
    .option('--submission <id>', 'id of the submission')
    .option('--from <event>', 'with --submission: the event to begin with; left out: the first')
    .option('--given-up-since <time>', 'time with its zone, like 2026-11-25T00:00:00Z')
    .option('--json', 'print the answer of the gateway')
    .addHelpText(
      'after',
      `${environmentHelp}\n\nExample: zustellwerk callback replay --given-up-since 2026-11-25T00:00:00Z\n${exitCodeHelp}`,
    )
    .action(runCommand(replay));
}

interface ListOptions {
  readonly stuck?: true;
  readonly state?: string;
  readonly submission?: string;
  readonly limit: string;
  readonly json?: true;
}

async function list({ stuck, state, submission, limit, json }: ListOptions): Promise<ExitCode> {
  const query = new URLSearchParams({
    limit,
    ...(stuck && { stuck: 'true' }),
    ...(state !== undefined && { state }),
    ...(submission !== undefined && { submission }),
  });
  const answer = await openClient().get<{ callbacks: readonly Callback[] }>(`/v1/callbacks?${query}`);
  if (json) printJson(answer);
  else {
    const rows = answer.callbacks.map((each) => [
      each.submission,
      String(each.event),
      each.type,
      each.portal,
      each.state,
      String(each.attempts),
      each.nextAttemptAt ?? '',
      each.trouble ?? '',
    ]);
    printTable(['SUBMISSION', 'EVENT', 'TYPE', 'PORTAL', 'STATE', 'ATTEMPTS', 'NEXT', 'TROUBLE'], rows);
  }
  return exitCodes.fine;
}

interface ReplayOptions {
  readonly submission?: string;
  readonly from?: string;
  readonly givenUpSince?: string;
  readonly json?: true;
}

async function replay({ submission, from, givenUpSince, json }: ReplayOptions): Promise<ExitCode> {
  if ((submission === undefined) === (givenUpSince === undefined)) {
    throw cannotRun('Name either --submission or --given-up-since.');
  }
  if (from !== undefined && (submission === undefined || !/^\d{1,15}$/.test(from))) {
    throw cannotRun('--from takes the number of an event, and goes with --submission.');
  }
  const order = submission === undefined ? { givenUpSince } : { submission, ...(from && { from: Number(from) }) };
  const body = new TextEncoder().encode(JSON.stringify(order));
  const answer = await openClient().post<{ replayed: number }>('/v1/callbacks/replay', body);
  if (json) printJson(answer);
  else console.log(answer.replayed === 0 ? 'nothing to tell again' : `${answer.replayed} are told again`);
  return exitCodes.fine;
}
