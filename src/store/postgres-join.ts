import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ZustellwerkError } from '../errors.ts';
import type { Binaries } from './postgres-binaries.ts';
import type { Place } from './postgres-place.ts';
import { findServer, initialise, logFile, startServer } from './postgres-server.ts';
import { type Settings, serverPort, serverUser } from './postgres-settings.ts';

/** By this name the connections are known that say "this process uses the server". */
export const presenceName = 'zustellwerk-presence';

const version = '18';

/**
 * Connects to the server of a place, after making and starting it where that is still to do. To be called under the
 * lock of the place.
 */
export async function joinServer(binaries: Binaries, place: Place, settings: Settings): Promise<pg.Client> {
  await initialise(binaries, place);
  await checkVersion(place);
  const deadline = Date.now() + 120_000;
  let started: ChildProcess | undefined;
  for (;;) {
    if (started && hasEnded(started) && (await findServer(place)) === undefined) {
      await checkFailure(place);
      started = undefined;
      await sleep(100);
    }
    if (!started && (await findServer(place)) === undefined) started = await startServer(binaries, place, settings);
    try {
      return await connectOrCreate(place);
    } catch (error) {
      if (!isPassing(error) || Date.now() > deadline) throw error;
      await sleep(10);
    }
  }
}

function hasEnded(process: ChildProcess): boolean {
  return process.exitCode !== null || process.signalCode !== null;
}

async function connectOrCreate(place: Place): Promise<pg.Client> {
  try {
    return await connect(place, 'zustellwerk');
  } catch (error) {
    if (codeOf(error) !== '3D000') throw error;
  }
  const admin = await connect(place, 'postgres');
  await admin.query('create database zustellwerk').finally(() => admin.end());
  return connect(place, 'zustellwerk');
}

async function connect(place: Place, database: string): Promise<pg.Client> {
  const client = new pg.Client({
    host: place.socketFolder,
    port: serverPort,
    user: serverUser,
    database,
    // Written out because pg would also listen to PGSSLMODE.
    ssl: false,
    application_name: presenceName,
    connectionTimeoutMillis: 10_000,
  });
  // Whoever holds the connection hears "end"; an "error" that nobody hears would end the process.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** No server yet, or one that starts, recovers, or stops at this moment. */
function isPassing(error: unknown): boolean {
  // What pg says, without a code, when the server dies during the greeting.
  if (error instanceof Error && error.message.startsWith('Connection terminated')) return true;
  return ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A server that could not start says why in its log. What is left of a server that was killed is gone in a moment. */
async function checkFailure(place: Place): Promise<void> {
  const log = await readFile(logFile(place), 'utf8').catch(() => '');
  const lines = log.trimEnd().split('\n').slice(-5);
  if (lines.some((line) => /is still in use|already exists|already in use/.test(line))) return;
  const message = `PostgreSQL did not start. The end of ${logFile(place)} says why:\n${lines.join('\n')}`;
  throw new ZustellwerkError('DATABASE_UNAVAILABLE', message);
}

async function checkVersion(place: Place): Promise<void> {
  const found = (await readFile(join(place.data, 'PG_VERSION'), 'utf8')).trim();
  if (found === version) return;
  throw new ZustellwerkError(
    'DATABASE_UNAVAILABLE',
    `${place.data} was made by PostgreSQL ${found}, and this version of Zustellwerk comes with PostgreSQL ${version}. ` +
      'Export it with the version that made it, and import it into a new folder.',
  );
}
