import { expect, it, onTestFinished } from 'vitest';
import { signCallback } from '../../src/fit-connect/index.ts';
import { startProcedure } from '../../src/simulators/procedure.ts';
import { openTestGateway, type TestGateway } from '../../src/testing/test-gateway.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';
import { callbackSecret, type FitHouse, openFitHouse } from './fit-connect-house.ts';

/** Days that pass at once: the clock of the gateway goes on by them. */

const day = 24 * 60 * 60 * 1000;

interface Opened {
  readonly fit: FitHouse;
  readonly house: TestGateway;
  readonly operator: string;
  pass(days: number): void;
}

/** A gateway whose procedure cannot be reached, unless `url` leads to one. */
async function open(settings: string, url?: string, poll?: string): Promise<Opened> {
  let offset = 0;
  const fit = await openFitHouse(settings, poll);
  const now = () => new Date(Date.now() + offset);
  const house = await openTestGateway({ config: fit.config, now, ...(url !== undefined && { url }) });
  onTestFinished(async () => {
    await house[Symbol.asyncDispose]();
    await fit[Symbol.asyncDispose]();
  });
  const pass = (days: number) => {
    offset += days * day;
  };
  return { fit, house, operator: await house.key('operator', 'chef'), pass };
}

const untilState = ({ house }: Opened, state: string) =>
  waitUntil(async () => {
    const { rows } = await house.gateway.database.pool.query('select * from inbound where state = $1', [state]);
    return rows[0] as { told_day: number; submission_id: string } | undefined;
  });

const untilToldOf = ({ house }: Opened, number: number) =>
  waitUntil(async () => {
    const { rowCount } = await house.gateway.database.pool.query('select from inbound where told_day = $1', [number]);
    return rowCount === 1;
  });

it('at-intake: accepted when it is durable here, though the procedure is down', async () => {
  const opened = await open('accept: at-intake');
  const ids = await opened.fit.send();
  await untilState(opened, 'answered');
  expect(opened.fit.eventsOf(ids).at(-1)).toBe('accept-submission');
  const { rows } = await opened.house.gateway.database.pool.query('select state from submission');
  expect(rows).not.toEqual([{ state: 'delivered' }]);
});

it('the procedure is down for five days: nothing is rejected, a person is told, and then it is delivered and accepted', async () => {
  const procedure = await startProcedure({ token: 'secret' });
  onTestFinished(() => procedure[Symbol.asyncDispose]());
  procedure.setFaults([{ kind: 'status', status: 503, times: 1_000 }]);
  const opened = await open('accept: on-receipt', procedure.url);
  const { fit, house, operator } = opened;
  const ids = await fit.send();
  await untilState(opened, 'taken');
  opened.pass(2.5);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await untilState(opened, 'taken')).told_day).toBe(0);
  opened.pass(2.5);
  await untilToldOf(opened, 3);
  expect(fit.eventsOf(ids)).toEqual(['create-submission', 'submit-submission', 'notify-submission']);
  const answer = await house.call('/v1/sources', { key: operator });
  const listed = (await answer.json()) as { sources: { attention: unknown[] }[] };
  expect(listed.sources[0]?.attention).toMatchObject([{ submissionId: ids.submissionId, state: 'taken', day: 3 }]);
  expect(house.logged()).toContain('has no answer since 5 days');

  const { pool } = house.gateway.database;
  const parked = await waitUntil(
    async () => (await pool.query("select id from delivery where state = 'parked'")).rows[0],
  );
  procedure.setFaults([]);
  const again = await house.call(`/v1/deliveries/${parked.id}/redrive`, {
    key: operator,
    body: { reason: 'is up again' },
  });
  expect(again.status).toBe(200);
  await untilState(opened, 'answered');
  expect(fit.eventsOf(ids).filter((name) => name === 'accept-submission')).toHaveLength(1);
  expect(procedure.received()).toHaveLength(1);
  const told = await pool.query("select detail from event where type = 'unanswered-at-source'");
  expect(told.rows).toEqual([{ detail: { source: 'kreis-fit-connect', day: 3, state: 'taken' } }]);
});

it('on day 12 what is durable here is accepted in any case, and each of the days is told once', async () => {
  const opened = await open('accept: on-receipt');
  const { fit, house } = opened;
  const ids = await fit.send();
  await untilState(opened, 'taken');
  for (const [days, told] of [
    [3, 3],
    [7, 10],
  ] as const) {
    opened.pass(days);
    await untilToldOf(opened, told);
  }
  expect(fit.eventsOf(ids)).not.toContain('accept-submission');
  opened.pass(2);
  await untilState(opened, 'answered');
  expect(fit.eventsOf(ids).at(-1)).toBe('accept-submission');
  const { pool } = house.gateway.database;
  const told = await pool.query(
    "select detail->>'day' as day from event where type = 'unanswered-at-source' order by id",
  );
  expect(told.rows).toEqual([{ day: '3' }, { day: '10' }, { day: '12' }]);
});

it('a callback makes a source due that is polled once an hour', async () => {
  const opened = await open('accept: at-intake', undefined, '1h');
  const { fit, house } = opened;
  const polled = async () => (await house.gateway.database.pool.query('select polled_at from source')).rows[0];
  await waitUntil(async () => (await polled()).polled_at !== null);
  const ids = await fit.send();
  const type = 'https://schema.fitko.de/fit-connect/submission-api/callbacks/new-submissions';
  const body = JSON.stringify({ type, submissionIds: [ids.submissionId] });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'callback-authentication': signCallback(body, timestamp, callbackSecret),
    'callback-timestamp': timestamp,
  };
  expect((await house.call('/v1/callbacks/fit-connect/kreis-fit-connect', { body, headers })).status).toBe(200);
  await untilState(opened, 'answered');
  expect(fit.eventsOf(ids).at(-1)).toBe('accept-submission');
});

it('what the service answered by itself is closed, and a person is told', async () => {
  const opened = await open('accept: on-receipt');
  const { fit, house } = opened;
  const ids = await fit.send();
  await untilState(opened, 'taken');
  await fit.memory.report('reject-submission', ids.caseId, ids.submissionId, {
    problems: [{ type: 'https://schema.fitko.de/fit-connect/events/problems/an-example', title: 'too late' }],
  });
  const submission = fit.memory.submissions.get(ids.submissionId);
  if (submission) submission.open = false;
  opened.pass(15);
  const row = await untilState(opened, 'answered');
  expect(row).toMatchObject({ answer: 'elsewhere' });
  expect(house.logged()).toContain('was answered elsewhere');
  expect(fit.eventsOf(ids).filter((name) => name === 'accept-submission')).toEqual([]);
});
