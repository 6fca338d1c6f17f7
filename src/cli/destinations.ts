import type { Command } from 'commander';
import { type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { environmentHelp, openClient } from './gateway-client.ts';
import { paintFor, printJson, printTable } from './terminal.ts';

interface Destination {
  readonly id: string;
  readonly name: string;
  readonly messages: readonly string[];
  readonly waiting?: number;
  readonly sending?: number;
  readonly parked?: number;
  readonly breaker?: { readonly failures: number; readonly closedUntil: string | null };
}

/** `zustellwerk destinations list` */
export function addDestinations(program: Command): void {
  const destinations = program.command('destinations').description('See where submissions go.');
  destinations
    .command('list')
    .description('List the destinations, with what waits there as far as the key may see it.')
    .option('--json', 'print the answer of the gateway')
    .addHelpText('after', `${environmentHelp}\n\nExample: zustellwerk destinations list\n${exitCodeHelp}`)
    .action(runCommand(listDestinations));
}

async function listDestinations({ json }: { json?: true }): Promise<ExitCode> {
  const answer = await openClient().get<{ destinations: readonly Destination[] }>('/v1/destinations');
  if (json) printJson(answer);
  else {
    const rows = answer.destinations.map((each) => [each.id, each.name, each.messages.join(', '), ...counts(each)]);
    printTable(['ID', 'NAME', 'MESSAGES', 'WAITING', 'SENDING', 'PARKED', 'STATE'], rows);
  }
  return exitCodes.fine;
}

/** A portal sees no counts. */
function counts({ waiting, sending, parked, breaker }: Destination): string[] {
  if (waiting === undefined) return ['–', '–', '–', ''];
  const paint = paintFor(process.stdout);
  const until = breaker?.closedUntil ?? null;
  const paused = until !== null && new Date(until) > new Date();
  return [
    String(waiting),
    String(sending),
    parked ? paint('red', `${parked} need a person`) : '0',
    paused ? paint('yellow', `paused until ${until} after ${breaker?.failures} failures`) : 'takes messages',
  ];
}
