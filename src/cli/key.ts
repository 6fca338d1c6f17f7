import { type Command, Option } from 'commander';
import { createRegions } from '../catalogue/regions.ts';
import { loadNetwork, type Network } from '../config/load-network.ts';
import { findNetworkFiles } from '../config/network-files.ts';
import { loadServices } from '../domains/forms/load-services.ts';
import { suggest } from '../nearest.ts';
import { createApiKey, listApiKeys, revokeApiKey } from '../store/api-keys.ts';
import type { Role } from '../store/tables.ts';
import { type ExitCode, exitCodeHelp, exitCodes, refuse, runCommand } from './failure.ts';
import { paintFor, printJson, printTable } from './terminal.ts';
import { withDatabase } from './with-database.ts';

const settingsHelp = '\nWorks on the database of ZUSTELLWERK_DATA, or of DATABASE_URL; the gateway may run meanwhile.';

/** `zustellwerk key create | list | revoke` */
export function addKey(program: Command): void {
  const key = program.command('key').description('Make, list and revoke the keys that callers authenticate with.');
  key
    .command('create')
    .description('Make a key. It is printed on stdout, once; only its hash is stored.')
    .addOption(
      new Option('--role <role>', 'what its holder may do')
        .choices(['portal', 'vendor', 'operator', 'clerk'])
        .makeOptionMandatory(),
    )
    .requiredOption(
      '--subject <id>',
      "portal id, destination id (vendor), authority id (clerk), or the operator's name",
    )
    .option('--network <id>', 'whose operator it is, where the gateway serves several networks')
    .option('--json', 'print id, role, subject and key as JSON')
    .addHelpText(
      'after',
      `${settingsHelp}

Example: zustellwerk key create --role portal --subject kreisportal
${exitCodeHelp}`,
    )
    .action(runCommand(createKey));
  key
    .command('list')
    .description('List all keys, without their secrets.')
    .option('--json', 'print them as JSON')
    .addHelpText('after', `${settingsHelp}\n\nExample: zustellwerk key list\n${exitCodeHelp}`)
    .action(runCommand(listKeys));
  key
    .command('revoke')
    .description('Revoke a key. A running gateway refuses it within five seconds.')
    .argument('<id>', 'id of the key, as `key list` shows it')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', `${settingsHelp}\n\nExample: zustellwerk key revoke 3f9c0a1b2d4e\n${exitCodeHelp}`)
    .action(runCommand(revokeKey));
}

interface NewKey {
  readonly role: Role;
  readonly subject: string;
  readonly network?: string;
  readonly json?: true;
}

async function createKey({ role, subject, network, json }: NewKey): Promise<ExitCode> {
  return withDatabase(async ({ kysely }, { config }) => {
    const owner = await findOwner(role, subject, network, config);
    const { id, key } = await createApiKey(kysely, role, subject, new Date(), owner);
    if (json) printJson({ id, role, subject, key });
    else {
      // The key alone on stdout, so that KEY=$(zustellwerk key create …) works.
      console.error(`Key ${id} for ${role} ${subject}. It is shown only now:`);
      console.log(key);
    }
    return exitCodes.fine;
  });
}

/**
 * The network that the key is for. A key for somebody whom no network knows would be useless without anybody noticing.
 */
export async function findOwner(
  role: Role,
  subject: string,
  network: string | undefined,
  config: string,
): Promise<string> {
  if (role === 'operator' && !/^[^\p{Cc}]{1,100}$/u.test(subject)) {
    throw refuse("An operator's name has 1 to 100 characters, without control characters.");
  }
  const networks = await Promise.all((await findNetworkFiles(config)).map(readNetwork));
  const ids = networks.map(({ config: { network: each } }) => each.id);
  if (network !== undefined && !ids.includes(network)) {
    throw refuse(`There is no network "${network}"; ${suggest(network, ids)}.`);
  }
  const among = networks.filter(({ config: { network: each } }) => network === undefined || each.id === network);
  if (role === 'operator') {
    const [first, ...others] = among;
    if (!first || others.length > 0) throw refuse(`Say with --network whose operator it is: ${ids.join(', ')}.`);
    return first.config.network.id;
  }
  const [what, member] = {
    portal: ['portal', 'portals'] as const,
    vendor: ['destination', 'destinations'] as const,
    clerk: ['authority', 'authorities'] as const,
  }[role];
  const owner = among.find(({ config: each }) => each[member].some(({ id }) => id === subject));
  if (owner) return owner.config.network.id;
  const known = among.flatMap(({ config: each }) => each[member].map(({ id }) => id));
  const suggestion = suggest(subject, known);
  const names = suggestion.startsWith('one of') ? suggestion : `${suggestion} Known: ${known.join(', ')}`;
  throw refuse(`${among.map(({ file }) => file).join(', ')} has no ${what} "${subject}"; ${names}.`);
}

async function readNetwork(file: string): Promise<Network> {
  const { catalogue } = await loadServices(file);
  return loadNetwork(file, { regions: createRegions, services: catalogue });
}

async function listKeys({ json }: { json?: true }): Promise<ExitCode> {
  const keys = await withDatabase(({ kysely }) => listApiKeys(kysely));
  if (json) printJson({ keys });
  else if (keys.length === 0) console.error('There are no keys yet. Make one with `zustellwerk key create`.');
  else {
    const paint = paintFor(process.stdout);
    const rows = keys.map(({ keyId, role, subject, networkId, createdAt, revokedAt }) => [
      keyId,
      role,
      subject,
      networkId ?? '',
      createdAt.toISOString(),
      revokedAt === null ? '' : paint('red', `revoked ${revokedAt.toISOString()}`),
    ]);
    printTable(['ID', 'ROLE', 'SUBJECT', 'NETWORK', 'CREATED', ''], rows);
  }
  return exitCodes.fine;
}

async function revokeKey(id: string, { json }: { json?: true }): Promise<ExitCode> {
  const revoked = await withDatabase(({ kysely }) => revokeApiKey(kysely, id, new Date()));
  if (json) printJson({ id, revoked });
  if (!revoked) throw refuse(`There is no key ${id} that is not revoked. \`zustellwerk key list\` shows all.`);
  if (!json) console.log(`revoked ${id}`);
  return exitCodes.fine;
}
