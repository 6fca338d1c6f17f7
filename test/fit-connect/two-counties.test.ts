import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readClaims } from '../../src/fit-connect/set/claims.ts';
import { startProcedure } from '../../src/simulators/procedure.ts';
import { endGatewayProcess, type GatewayProcess, startGatewayProcess } from '../../src/testing/gateway-process.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';
import { sampleData } from '../sources/fit-connect-house.ts';
import { type County, openTwoCounties, type TwoCounties } from './two-counties.ts';

/** How many go round: ZUSTELLWERK_ROUND_TRIPS=1000 for a long run. */
const submissions = Number(process.env.ZUSTELLWERK_ROUND_TRIPS ?? 8);
/** One for about so many submissions that are through. */
const submissionsPerKill = 6;
/** Most that are under way at the same time. */
const mostOpen = 40;

const seed = Number(process.env.ZUSTELLWERK_TEST_SEED ?? randomBytes(3).readUIntBE(0, 3));
const random = seededRandom(seed);

it(`two counties, either of them killed at random: ${submissions} are delivered once and answered once (seed ${seed})`, {
  timeout: 120_000 + submissions * 5_000,
}, async () => {
  await using procedure = await startProcedure({ token: 'secret' });
  await using counties = await openTwoCounties(procedure.url);
  const refused = Math.ceil(submissions / 8);
  procedure.setFaults(Array.from({ length: refused }, () => spread()).flat());
  const { sending, receiving } = counties;
  const running = new Map<County, GatewayProcess>();
  const start = async (county: County) => running.set(county, await startGatewayProcess(county.environment));
  await Promise.all([start(receiving), start(sending)]);
  const begin = Date.now();
  const progress = async () => {
    const { rows } = await sending.database.pool.query(countStates);
    return { all: Number(rows[0].all), through: Number(rows[0].through) };
  };
  let kills = 0;
  const kill = async () => {
    for (let goal = random() * 2 * submissionsPerKill; goal < submissions; goal += random() * 2 * submissionsPerKill) {
      while ((await progress()).through < goal) await sleep(20);
      await sleep(random() * 500);
      const victim = random() < 0.5 ? sending : receiving;
      const process = running.get(victim);
      if (process) await endGatewayProcess(process, 'SIGKILL');
      await start(victim);
      kills += 1;
    }
  };
  const submit = async () => {
    for (let number = 0; number < submissions; number += 1) {
      await waitUntil(async () => number - (await progress()).through < mostOpen, { within: 120_000, every: 50 });
      await post(() => running.get(sending)?.url ?? '', counties, number);
    }
  };
  try {
    await Promise.all([submit(), kill()]);
    await waitUntil(async () => (await progress()).through === submissions, { within: 240_000, every: 100 });
    const seconds = (Date.now() - begin) / 1000;

    const answers = await readAnswers(receiving);
    expect(answers.filter((names) => names.length !== 1)).toEqual([]);
    expect(answers).toHaveLength(submissions);
    const accepted = answers.filter(([name]) => name === 'accept-submission').length;
    const { rows } = await sending.database.pool.query('select state from submission');
    expect(rows.filter(({ state }) => state === 'completed')).toHaveLength(accepted);
    expect(rows.filter(({ state }) => state === 'rejected')).toHaveLength(submissions - accepted);
    const received = procedure.received();
    expect(new Set(received.map(({ uuid }) => uuid)).size).toBe(accepted);
    expect(received.filter(({ conflict }) => conflict)).toEqual([]);
    const figures = { submissions, kills, accepted, rejected: submissions - accepted, seconds: Math.round(seconds) };
    console.log(JSON.stringify({ ...figures, copiesAtProcedure: received.length }));
  } finally {
    for (const process of running.values()) await endGatewayProcess(process, 'SIGTERM');
  }
});

const countStates = `select count(*) as all, count(*) filter (where state in ('completed', 'rejected')) as through
  from submission`;

/** One message of eight or so is refused, at a place that nobody knows before. */
function spread() {
  const before = Math.floor(random() * 12);
  const waiting = before === 0 ? [] : [{ kind: 'slow', ms: 1, times: before } as const];
  return [...waiting, { kind: 'refuse', times: 1 } as const];
}

/** Until it has a 202; with the same key it is one submission, however often it is posted. */
async function post(url: () => string, { key }: Pick<TwoCounties, 'key'>, number: number): Promise<void> {
  const body = JSON.stringify({
    serviceId: 'infektionsschutzbelehrung',
    region: '034570013013',
    profile: 'native',
    data: sampleData(),
  });
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': `round-trip-${number}`,
  };
  const tryOnce = async () => {
    const response = await fetch(`${url()}/v1/submissions`, { method: 'POST', headers, body }).catch(() => undefined);
    await response?.body?.cancel().catch(() => undefined);
    return response?.status === 202;
  };
  await waitUntil(tryOnce, { within: 60_000, every: 20 });
}

/** What the log of each submission has as answers; those that were announced and never submitted do not count. */
async function readAnswers({ database }: County): Promise<string[][]> {
  const { rows } = await database.pool.query(`
    select array_agg(event.token order by event.position) as tokens
    from fit_connect_submission as submission join fit_connect_event as event on event.submission_id = submission.id
    where submission.state <> 'incomplete' group by submission.id`);
  return rows.map(({ tokens }) => (tokens as string[]).map(nameOf).filter((name) => /^(accept|reject)-/.test(name)));
}

function nameOf(token: string): string {
  const claims = readClaims(Buffer.from(token.split('.')[1] ?? '', 'base64url'));
  return claims?.eventUri.replace(/.*\//, '') ?? '';
}
