import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { ZustellwerkError } from '../errors.ts';
import { withFileLock } from './file-lock.ts';
import { findBinaries } from './postgres-binaries.ts';
import { joinServer, presenceName } from './postgres-join.ts';
import { choosePlace, type Place } from './postgres-place.ts';
import { stopServer } from './postgres-server.ts';
import { type Settings, serverPort, serverUser } from './postgres-settings.ts';

/** How to reach a private server, and how to leave it. */
export interface EmbeddedPostgres {
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: 'zustellwerk';
  };
  /** Leaves the server; the last one to leave stops it. Close pools first. */
  close(): Promise<void>;
}

/**
 * Opens the private PostgreSQL of a data folder: makes it, starts it, or finds it running. Any number of processes may
 * have it open. Whoever starts the server may give it settings; one that runs keeps those that it has.
 *
 * @example
 * const postgres = await openEmbeddedPostgres('.zustellwerk');
 * const pool = new pg.Pool(postgres.connection);
 * await pool.end();
 * await postgres.close();
 */
export async function openEmbeddedPostgres(dataFolder: string, settings: Settings = {}): Promise<EmbeddedPostgres> {
  let place: Place;
  let enter: () => Promise<pg.Client>;
  let presence: pg.Client;
  try {
    place = await choosePlace(dataFolder);
    const binaries = await findBinaries(place.account, place.binaries);
    enter = () => withFileLock(place.home, () => joinServer(binaries, place, settings));
    presence = await enter();
  } catch (cause) {
    throw explain(cause, dataFolder);
  }

  // One connection is held all the time, so that whoever leaves can count who is still there. Losing it means that the
  // server is gone: it is started again, at the same address, so pools recover by themselves.
  let closing: Promise<void> | undefined;
  let revival = Promise.resolve();
  const watch = () => presence.once('end', () => (revival = revive()));
  const revive = async () => {
    while (!closing) {
      try {
        presence = await enter();
        watch();
        return;
      } catch {
        await sleep(1000);
      }
    }
  };
  watch();

  const close = async () => {
    await revival;
    await withFileLock(place.home, () => leave(presence, place));
  };

  return {
    connection: { host: place.socketFolder, port: serverPort, user: serverUser, database: 'zustellwerk' },
    close: () => (closing ??= close()),
  };
}

async function leave(presence: pg.Client, place: Place): Promise<void> {
  const alone = await isAlone(presence);
  await presence.end().catch(() => {});
  if (alone) await stopServer(place);
}

/** Asks the server itself who is there. Connections just closed take a moment to disappear. */
async function isAlone(presence: pg.Client): Promise<boolean> {
  for (let round = 0; round < 15; round++) {
    const others = await presence
      .query<{ name: string }>(
        `select application_name as name from pg_stat_activity
         where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      )
      // A server that does not answer is dead or dying: nothing to stop.
      .catch(() => undefined);
    if (others === undefined || others.rows.some(({ name }) => name === presenceName)) return false;
    if (others.rows.length === 0) return true;
    await sleep(20);
  }
  return false;
}

function explain(cause: unknown, dataFolder: string): ZustellwerkError {
  if (cause instanceof ZustellwerkError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ZustellwerkError(
    'DATABASE_UNAVAILABLE',
    `The private PostgreSQL in ${dataFolder} could not be opened: ${reason}. Put that right, or set DATABASE_URL to a ` +
      'PostgreSQL server of your own.',
    { cause },
  );
}
