import type { Command } from 'commander';
import { type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { environmentHelp, openClient } from './gateway-client.ts';
import { type Paint, paintFor, printJson, printTable } from './terminal.ts';

interface Destination {
  readonly id: string;
  readonly name: string;
  readonly messages: readonly string[];
  readonly waiting?: number;
  readonly sending?: number;
  readonly parked?: number;
  readonly blocked?: number;
  readonly holds?: readonly Hold[];
  readonly breaker?: { readonly failures: number; readonly closedUntil: string | null };
}

interface Hold {
  readonly by: string;
  readonly mode: string;
  readonly operator: string;
  readonly reason: string;
}

const verbs = {
  pause: 'Begin no attempt until it is resumed; what is under way ends by itself.',
  drain: 'Begin no new delivery until it is resumed; what was begun is tried on.',
  resume: 'Take up again what was paused or drained.',
} as const;

/** `zustellwerk destinations list|check|pause|drain|resume` */
export function addDestinations(program: Command): void {
  const destinations = program.command('destinations').description('See where submissions go, and stop and go.');
  destinations
    .command('list')
    .description('List the destinations, with what waits there as far as the key may see it.')
    .option('--json', 'print the answer of the gateway')
    .addHelpText('after', `${environmentHelp}\n\nExample: zustellwerk destinations list\n${exitCodeHelp}`)
    .action(runCommand(listDestinations));
  destinations
    .command('check')
    .description('Try out the configuration of a destination: reachable, credentials taken.')
    .argument('<id>', 'id of the destination')
    .addHelpText('after', `${environmentHelp}\n\nExample: zustellwerk destinations check leer-gewerbe\n${exitCodeHelp}`)
    .action(runCommand(checkDestination));
  for (const [verb, description] of Object.entries(verbs)) {
    const example = `zustellwerk destinations ${verb} leer-gewerbe --reason "update of the procedure"`;
    destinations
      .command(verb)
      .description(description)
      .argument('<id>', 'id of the destination; with --adapter, of the adapter')
      .requiredOption('--reason <reason>', 'why; is kept, so no personal data')
      .option('--adapter', 'all destinations of an adapter')
      .addHelpText('after', `${environmentHelp}\n\nExample: ${example}\n${exitCodeHelp}`)
      .action(runCommand((id: string, options: HoldOptions) => carryOut(verb, id, options)));
  }
}

interface HoldOptions {
  readonly reason: string;
  readonly adapter?: true;
}

async function carryOut(verb: string, id: string, { reason, adapter }: HoldOptions): Promise<ExitCode> {
  const path = `/v1/${adapter ? 'adapters' : 'destinations'}/${encodeURIComponent(id)}/${verb}`;
  const body = new TextEncoder().encode(JSON.stringify({ reason }));
  const answer = await openClient().post<{ state: string; changed: boolean }>(path, body);
  console.log(`${id}  ${answer.state}${answer.changed ? '' : ' (nothing was held)'}`);
  return exitCodes.fine;
}

interface Checked {
  readonly checked: boolean;
  readonly adapter: string;
  readonly faults: readonly { readonly option: string; readonly problem: string; readonly remedy: string }[];
}

async function checkDestination(id: string): Promise<ExitCode> {
  const path = `/v1/destinations/${encodeURIComponent(id)}/check`;
  const { checked, adapter, faults } = await openClient().post<Checked>(path, new Uint8Array());
  if (!checked) console.log(`${id}  the adapter ${adapter} cannot try its configuration out`);
  else if (faults.length === 0) console.log(`${id}  in order`);
  for (const { option, problem, remedy } of faults) console.log(`${id}  ${option}: ${problem}; ${remedy}`);
  return faults.length === 0 ? exitCodes.fine : exitCodes.refused;
}

async function listDestinations({ json }: { json?: true }): Promise<ExitCode> {
  const answer = await openClient().get<{ destinations: readonly Destination[] }>('/v1/destinations');
  if (json) printJson(answer);
  else {
    const rows = answer.destinations.map((each) => [each.id, each.name, each.messages.join(', '), ...counts(each)]);
    printTable(['ID', 'NAME', 'MESSAGES', 'WAITING', 'SENDING', 'BLOCKED', 'PARKED', 'STATE'], rows);
  }
  return exitCodes.fine;
}

/** A portal sees no counts. */
function counts({ waiting, sending, blocked, parked, breaker, holds = [] }: Destination): string[] {
  if (waiting === undefined) return ['–', '–', '–', '–', ''];
  const paint = paintFor(process.stdout);
  return [
    String(waiting),
    String(sending),
    blocked ? paint('yellow', String(blocked)) : '0',
    parked ? paint('red', `${parked} need a person`) : '0',
    holds.length > 0 ? paint('yellow', holds.map(tell).join('; ')) : breakerState(breaker, paint),
  ];
}

function tell({ by, mode, operator, reason }: Hold): string {
  return `${mode}${by === 'adapter' ? ' with its adapter' : ''} by ${operator}: ${reason}`;
}

function breakerState(breaker: Destination['breaker'], paint: Paint): string {
  const until = breaker?.closedUntil ?? null;
  const spared = until !== null && new Date(until) > new Date();
  return spared ? paint('yellow', `spared until ${until} after ${breaker?.failures} failures`) : 'takes messages';
}
