import type { Command } from 'commander';
import { duration } from '../config/fields.ts';
import { makeSecret } from '../delivery/callbacks/sign.ts';
import { endCallbackKey, listCallbackKeys, storeCallbackKey } from '../store/callback-keys.ts';
import { createSeal } from '../store/seal.ts';
import { readMasterKeys } from '../store/seal-key.ts';
import { type ExitCode, exitCodeHelp, exitCodes, refuse, runCommand } from './failure.ts';
import { findOwner } from './key.ts';
import { printJson, printTable } from './terminal.ts';
import { withDatabase } from './with-database.ts';

const settingsHelp =
  '\nWorks on the database of ZUSTELLWERK_DATA, or of DATABASE_URL, with the key that seals; the gateway may run meanwhile.';

/** `zustellwerk callback-key create | list | end` */
export function addCallbackKey(program: Command): void {
  const key = program
    .command('callback-key')
    .description('Make, list and end the secrets that callbacks to portals are signed with.');
  key
    .command('create')
    .description(
      'Make a secret. It is printed on stdout, once, for the portal; what the portal had goes on for a while.',
    )
    .requiredOption('--portal <id>', 'id of the portal')
    .option('--overlap <duration>', "how long the portal's secrets so far are signed with as well", '24h')
    .option('--json', 'print id, portal and secret as JSON')
    .addHelpText(
      'after',
      `${settingsHelp}\n\nExample: zustellwerk callback-key create --portal kreisportal\n${exitCodeHelp}`,
    )
    .action(runCommand(create));
  key
    .command('list')
    .description('List them, without the secrets.')
    .option('--json', 'print them as JSON')
    .addHelpText('after', `${settingsHelp}\n\nExample: zustellwerk callback-key list\n${exitCodeHelp}`)
    .action(runCommand(list));
  key
    .command('end')
    .description('End one at once, for example because it became known.')
    .argument('<id>', 'id of the secret, as `callback-key list` shows it')
    .addHelpText('after', `${settingsHelp}\n\nExample: zustellwerk callback-key end 3f9c0a1b2d4e\n${exitCodeHelp}`)
    .action(runCommand(end));
}

interface CreateOptions {
  readonly portal: string;
  readonly overlap: string;
  readonly json?: true;
}

async function create({ portal, overlap, json }: CreateOptions): Promise<ExitCode> {
  const length = duration.safeParse(overlap);
  if (!length.success) throw refuse(`--overlap ${overlap} is not a duration, like 24h.`);
  return withDatabase(async ({ kysely }, { config, sealKey, data }) => {
    await findOwner('portal', portal, undefined, config);
    const seal = createSeal(await readMasterKeys(sealKey, data));
    const now = new Date();
    const secret = makeSecret();
    const othersEndAt = new Date(now.getTime() + length.data);
    const id = await storeCallbackKey(kysely, seal, { portalId: portal, secret, now, othersEndAt });
    if (json) printJson({ id, portal, secret });
    else {
      console.error(`Secret ${id} for callbacks to ${portal}. It is shown only now:`);
      console.log(secret);
    }
    return exitCodes.fine;
  });
}

async function list({ json }: { json?: true }): Promise<ExitCode> {
  const keys = await withDatabase(({ kysely }) => listCallbackKeys(kysely));
  if (json) printJson({ keys });
  else {
    const rows = keys.map(({ id, portalId, createdAt, endsAt }) => [
      id,
      portalId,
      createdAt.toISOString(),
      endsAt?.toISOString() ?? '',
    ]);
    printTable(['ID', 'PORTAL', 'CREATED', 'ENDS'], rows);
  }
  return exitCodes.fine;
}

async function end(id: string): Promise<ExitCode> {
  const ended = await withDatabase(({ kysely }) => endCallbackKey(kysely, id, new Date()));
  if (!ended) throw refuse(`There is no secret ${id} that has not ended. \`zustellwerk callback-key list\` shows all.`);
  console.log(`ended ${id}`);
  return exitCodes.fine;
}
