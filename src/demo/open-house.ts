import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Settings } from '../config/settings.ts';
import { type Listening, listen } from '../main.ts';
import { packageRoot } from '../package-root.ts';
import { createApiKey } from '../store/api-keys.ts';
import { type RunningProcedure, startProcedure } from './start-procedure.ts';

/** Everything that the demo runs: procedures, gateway, keys. */
export interface House {
  readonly procedures: readonly RunningProcedure[];
  readonly listening: Listening;
  /** Keys of the portals, by portal id. */
  readonly portalKeys: ReadonlyMap<string, string>;
  readonly operatorKey: string;
}

/** The destination whose office answers in the demo, and how long it takes, in milliseconds. */
export const answering = { destination: 'leer-antraege', kennung: 'dbs:03457013', after: 150 } as const;

/** The procedures of the sample network, by the start of their variables. */
const procedureNames = ['meldewesen', 'gewerbe'] as const;

/**
 * Starts the procedures as processes of their own and the gateway in this one, on a database of its own in a temporary
 * folder. What was started is handed to `cleanup` at once, so that nothing stays behind when a later step fails.
 */
export async function openHouse(cleanup: AsyncDisposableStack, port: number): Promise<House> {
  const data = await makeDataFolder();
  cleanup.defer(() => rm(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));

  const starting = procedureNames.map(async (name) => cleanup.use(await startProcedure(name, data)));
  await Promise.allSettled(starting);
  const procedures = await Promise.all(starting);
  for (const { name, url, token } of procedures) {
    // The network file names its secrets by these variables.
    process.env[`${name.toUpperCase()}_URL`] = url;
    process.env[`${name.toUpperCase()}_TOKEN`] = token;
  }

  const listening = await listen(settingsFor(data, port), pino({ level: 'silent' }));
  cleanup.defer(() => listening.stop());
  const { kysely } = listening.gateway.database;
  const keyFor = async (role: 'portal' | 'operator' | 'vendor', subject: string) =>
    (await createApiKey(kysely, role, subject, new Date())).key;
  const portalKeys = new Map<string, string>();
  for (const { id } of listening.gateway.network.config.portals) portalKeys.set(id, await keyFor('portal', id));
  const keys = { [answering.kennung]: await keyFor('vendor', answering.destination) };
  const plan = { url: listening.url, keys, after: answering.after };
  await Promise.all(procedures.map((procedure) => procedure.setReplies(plan)));
  return { procedures, listening, portalKeys, operatorKey: await keyFor('operator', 'demo') };
}

async function makeDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'zustellwerk-demo-'));
  // As root the database runs under another account, which has to come in.
  await chmod(folder, 0o711);
  return folder;
}

/** Nothing of the surroundings: the demo must not write into somebody's database. */
function settingsFor(data: string, port: number): Settings {
  return {
    config: join(packageRoot, 'config', 'network.yaml'),
    data,
    databaseUrl: undefined,
    databasePool: 10,
    host: '127.0.0.1',
    port,
    logLevel: 'silent',
    sealKey: undefined,
    scanner: undefined,
  };
}
