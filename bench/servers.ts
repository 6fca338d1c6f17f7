import { type Gateway, openPlace } from './place.ts';
import type { ServerProcess } from './server-process.ts';
import { poolSize } from './settings.ts';

export interface Servers extends AsyncDisposable {
  readonly insert: ServerProcess & { readonly databaseName: string };
  /** Accepts and delivers nothing. */
  readonly accepting: Gateway;
  readonly delivering: Gateway;
  readonly postgresVersion: string;
}

/** One PostgreSQL with a database for each server, and each server in a process of its own. */
export async function startServers(config: string): Promise<Servers> {
  await using stack = new AsyncDisposableStack();
  const place = stack.use(await openPlace(['inserted', 'accepted', 'delivered']));
  const procedure = await place.start('serve-procedure.ts', []);
  const env = { ZUSTELLWERK_CONFIG: config, MELDEWESEN_URL: procedure.url, GEWERBE_URL: procedure.url };
  const bare = await place.start('serve-insert.ts', [place.urlOf('inserted'), String(poolSize)]);
  const insert = { ...bare, databaseName: 'inserted' };
  const accepting = await place.startGateway('accepted', ['--accept-only'], env);
  const delivering = await place.startGateway('delivered', [], env);
  const { postgresVersion } = place;
  const all = stack.move();
  return { insert, accepting, delivering, postgresVersion, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
