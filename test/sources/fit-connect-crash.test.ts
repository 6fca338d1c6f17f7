import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { startProcedure } from '../../src/simulators/procedure.ts';
import { createTestDatabase } from '../../src/testing/database.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';
import { type FitHouse, openFitHouse, sampleData } from './fit-connect-house.ts';

const submissions = 40;

/**
 * Between which two steps the gateway is killed: before or after a request is handled, so that its answer never arrives,
 * or when a row has just come to a state.
 */
const killPoints = [
  'GET destinations before',
  'GET submissions after',
  'seen',
  'GET submissions/attachments after',
  'GET cases/events after',
  'fetched',
  'taken',
  'decided',
  'POST cases/events before',
  'POST cases/events after',
  'answered',
  'fetched',
  'taken',
  'POST cases/events after',
];

it('kill -9 between each two steps: each submission is delivered once and answered once', {
  timeout: 300_000,
}, async () => {
  const database = await createTestDatabase();
  const data = await mkdtemp(join(tmpdir(), 'fit-crash-'));
  const fit = await openFitHouse();
  await using procedure = await startProcedure({ token: 'secret' });
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    ZUSTELLWERK_DATA: data,
    ZUSTELLWERK_CONFIG: fit.config,
    ZUSTELLWERK_SEAL_KEY: 'env:SEAL_KEY',
    SEAL_KEY: randomBytes(32).toString('base64'),
    PORT: '0',
    MELDEWESEN_URL: procedure.url,
    GEWERBE_URL: procedure.url,
    MELDEWESEN_TOKEN: 'secret',
    GEWERBE_TOKEN: 'secret',
  };
  const listener = await listenToSteps(database.url);
  let reached: ((point: string) => void) | undefined;
  fit.http.onRequest = (name, when) => reached?.(`${name} ${when}`);
  listener.on('notification', ({ payload = '' }) => reached?.(payload));

  let running: ChildProcess | undefined;
  const sent: Awaited<ReturnType<FitHouse['send']>>[] = [];
  for (let number = 0; number < submissions; number += 1) sent.push(await fit.send(wishesOf(number)));
  try {
    for (const point of killPoints) {
      running = startGateway(env);
      const ended = once(running, 'exit');
      const child = running;
      reached = (name) => {
        if (name === point) child.kill('SIGKILL');
      };
      const tooLong = setTimeout(() => child.kill('SIGTERM'), 30_000);
      const [, signal] = await ended;
      clearTimeout(tooLong);
      expect(signal, `it never came to "${point}"`).toBe('SIGKILL');
      reached = undefined;
    }
    running = startGateway(env);
    const countAnswered = async () =>
      (await database.pool.query("select from inbound where state = 'answered'")).rowCount === submissions;
    await waitUntil(countAnswered, { within: 120_000, every: 100 });
    const stopped = once(running, 'exit');
    running.kill('SIGTERM');
    await stopped;

    const answers = sent.map((ids) => fit.eventsOf(ids).slice(3));
    const rejected = sent.map((_, number) => isBroken(number));
    expect(answers).toEqual(rejected.map((broken) => [broken ? 'reject-submission' : 'accept-submission']));
    const delivered = rejected.filter((broken) => !broken).length;
    const received = procedure.received();
    expect(new Set(received.map(({ uuid }) => uuid)).size).toBe(delivered);
    expect(received.filter(({ conflict }) => conflict)).toEqual([]);
    const stored = await database.pool.query("select reference from submission where state = 'delivered'");
    expect(stored.rowCount).toBe(delivered);
    expect(new Set(stored.rows.map(({ reference }) => reference)).size).toBe(delivered);
    const told = await database.pool.query("select from event where type = 'answered-at-source'");
    expect(told.rowCount).toBe(delivered);
  } finally {
    running?.kill('SIGKILL');
    await listener.end();
    await database.drop();
    await fit[Symbol.asyncDispose]();
    await rm(data, { recursive: true, force: true });
  }
});

function startGateway(env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['src/main.ts'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

const isBroken = (number: number) => number % 8 === 7;

function wishesOf(number: number): Parameters<FitHouse['send']>[0] {
  if (isBroken(number)) return { data: {} };
  return { data: sampleData(), files: [{ name: `Nachweis ${number}.pdf`, content: randomBytes(2_000) }] };
}

/** Hears of each step when it has been committed. */
async function listenToSteps(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    create function tell_step() returns trigger language plpgsql as $$ begin
      perform pg_notify('step', case when new.state <> 'answered' and new.answer_token is not null then 'decided' else new.state end);
      return new;
    end $$;
    create trigger tell_step after insert or update on inbound for each row execute function tell_step();
    listen step;`);
  return client;
}
