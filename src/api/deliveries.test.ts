import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CaseSystem, startCaseSystem, writeCaseNetwork } from '../../test/case-system/case-system.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';
import { waitUntil } from '../testing/wait-until.ts';

let office: CaseSystem;
let house: TestGateway;
let operator: string;
let portal: string;

beforeEach(async () => {
  office = await startCaseSystem();
  const config = await writeCaseNetwork(await mkdtemp(join(tmpdir(), 'cases-')));
  house = await openTestGateway({ config, url: office.url });
  operator = await house.key('operator', 'anna');
  portal = await house.key('portal', 'kreisportal');
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

interface Shown {
  readonly state: string;
  readonly case: string | null;
  readonly destination: string;
  readonly message: { readonly uuid: string };
  readonly delivery: { readonly id: string; readonly state: string };
}

async function json<Body = Record<string, unknown>>(response: Response | Promise<Response>): Promise<Body> {
  return (await (await response).json()) as Body;
}

const show = (id: string) => json<Shown>(house.call(`/v1/submissions/${id}`, { key: portal }));
const order = (path: string, body: Record<string, unknown> = {}, key = operator) =>
  house.call(`/v1/${path}`, { key, body: { reason: 'a test', ...body } });

async function submit(change: Record<string, unknown> = {}): Promise<string> {
  const response = await house.call('/v1/submissions', { key: portal, body: sampleSubmission(change) });
  expect(response.status).toBe(202);
  return (await json<{ id: string }>(response)).id;
}

/** Waits for a state of the submission's delivery, and gives back the submission. */
const until = (id: string, state: string): Promise<Shown> =>
  waitUntil(async () => {
    const shown = await show(id);
    return shown.delivery.state === state ? shown : undefined;
  });

const refuseOnce = () => {
  let times = 0;
  office.disturb(() => {
    times += 1;
    return times === 1 ? { status: 422 } : undefined;
  });
};

describe('a case', () => {
  it('goes in order; what a refusal blocks is listed, and goes on after a redrive', async () => {
    refuseOnce();
    const first = await submit({ case: 'C-1' });
    const { delivery } = await until(first, 'rejected');
    const [second, third] = [await submit({ case: 'C-1' }), await submit({ case: 'C-1' })];
    expect(await show(second)).toMatchObject({ case: 'C-1', state: 'received', delivery: { state: 'blocked' } });
    const listed = await json(house.call('/v1/cases?blocked=true', { key: operator }));
    expect(listed).toMatchObject({
      cases: [
        {
          case: 'C-1',
          portal: 'kreisportal',
          destination: 'leer-meldewesen',
          earliest: { delivery: delivery.id, submission: first, state: 'rejected' },
          behind: 2,
        },
      ],
    });
    expect((await order(`deliveries/${delivery.id}/redrive`)).status).toBe(200);
    const ids = [(await until(first, 'handed-over')).delivery.id];
    for (const later of [second, third]) ids.push((await until(later, 'handed-over')).delivery.id);
    expect(office.seen.filter(({ step }) => step === 'file').map(({ key }) => key)).toEqual(ids);
    expect(await json(house.call('/v1/cases?blocked=true', { key: operator }))).toEqual({ cases: [] });
  });

  it('goes on without what an operator has cancelled', async () => {
    refuseOnce();
    const first = await submit({ case: 'C-1' });
    const { delivery } = await until(first, 'rejected');
    const second = await submit({ case: 'C-1' });
    expect((await order(`deliveries/${delivery.id}/cancel`, {}, portal)).status).toBe(403);
    expect(await json(order(`deliveries/${delivery.id}/cancel`))).toMatchObject({
      before: 'rejected',
      state: 'cancelled',
    });
    await until(second, 'handed-over');
    expect((await show(first)).state).toBe('withdrawn');
    const through = (await show(second)).delivery.id;
    expect(await json(order(`deliveries/${through}/cancel`))).toMatchObject({
      type: '/problems/not-cancellable',
      detail: 'handed-over',
    });
  });

  it('is seen by its portal, and found again', async () => {
    const id = await submit({ case: 'C-7' });
    const found = await json<{ submissions: { id: string }[] }>(
      house.call('/v1/submissions?case=C-7', { key: portal }),
    );
    expect(found.submissions.map((each) => each.id)).toEqual([id]);
    const other = await house.key('portal', 'formularportal');
    expect(await json(house.call('/v1/cases', { key: other }))).toEqual({ cases: [] });
    expect((await house.call('/v1/cases?blocked=perhaps', { key: portal })).status).toBe(400);
  });
});

describe('redriving as a new message', () => {
  it('supersedes the old delivery once, however many press at once', async () => {
    refuseOnce();
    const id = await submit();
    const old = await until(id, 'rejected');
    const presses = Array.from({ length: 6 }, () =>
      order(`deliveries/${old.delivery.id}/redrive`, { again: 'mapped' }),
    );
    const answers = await Promise.all(presses.map((press) => json<{ delivery: string; changed: boolean }>(press)));
    expect(answers.filter(({ changed }) => changed)).toHaveLength(1);
    expect(new Set(answers.map(({ delivery }) => delivery)).size).toBe(1);
    const now = await until(id, 'handed-over');
    expect(now.delivery.id).toBe(answers[0]?.delivery);
    expect(now.message.uuid).not.toBe(old.message.uuid);
    // The new delivery opened a case of its own: its steps are not those of the old one.
    expect(new Set(office.seen.map(({ key }) => key))).toEqual(new Set([old.delivery.id, now.delivery.id]));
    expect(office.filed.get(now.delivery.id)?.toString()).toContain(now.message.uuid);
    const { events } = await json<{ events: { type: string }[] }>(
      house.call(`/v1/submissions/${id}/events`, { key: operator }),
    );
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['superseded', 'mapped-again']));
  });

  it('asks for a confirmation when the old message has arrived, or nobody knows', async () => {
    const id = await submit();
    const { delivery } = await until(id, 'handed-over');
    const press = (more = {}) => json(order(`deliveries/${delivery.id}/redrive`, { again: 'mapped', ...more }));
    expect(await press()).toMatchObject({ type: '/problems/needs-confirmation', detail: 'handed-over' });
    expect(await press({ confirm: true })).toMatchObject({
      before: 'handed-over',
      changed: true,
      supersedes: delivery.id,
    });
    await waitUntil(async () => (await show(id)).state === 'handed-over');

    const { pool } = house.gateway.database;
    const { delivery: next } = await show(id);
    await pool.query("update delivery set state = 'parked', in_doubt = true where id = $1", [next.id]);
    expect(await json(order(`deliveries/${next.id}/redrive`, { again: 'mapped' }))).toMatchObject({
      type: '/problems/needs-confirmation',
      detail: 'parked',
    });
  });

  it('uses the configuration of today, and refuses what it no longer takes', async () => {
    refuseOnce();
    const id = await submit();
    const { delivery } = await until(id, 'rejected');
    const { pool } = house.gateway.database;
    const path = `deliveries/${delivery.id}/redrive`;
    await pool.query("update submission set portal_id = 'gone' where id = $1", [id]);
    expect(await json(order(path, { again: 'mapped' }))).toMatchObject({ detail: 'portal gone' });
    await pool.query("update submission set portal_id = 'formularportal' where id = $1", [id]);
    expect(await json(order(path, { again: 'mapped' }))).toMatchObject({
      type: '/problems/invalid',
      errors: [{ pointer: '/profile', rule: 'profile-not-allowed' }],
    });
    expect((await order(path, { again: 'otherwise' })).status).toBe(400);
    expect((await order('deliveries/none/redrive', { again: 'mapped' })).status).toBe(404);
  });
});

describe('a look-up', () => {
  it('settles what a cut connection left open, without a second message', async () => {
    let cut = false;
    office.disturb((call) => {
      if (cut || call.step !== 'file') return undefined;
      cut = true;
      return 'cut';
    });
    const id = await submit();
    const { delivery } = await waitUntil(async () => {
      const shown = await show(id);
      const { rows } = await house.gateway.database.pool.query('select in_doubt from delivery');
      return rows[0].in_doubt ? shown : undefined;
    });
    await order(`deliveries/${delivery.id}/redrive`);
    await until(id, 'handed-over');
    expect(office.seen.map(({ step }) => step)).toEqual(['open', 'file', 'ask']);
  });
});

describe('attempts', () => {
  it('are shown to operators call by call, with nothing personal', async () => {
    const id = await submit();
    const { delivery, message } = await until(id, 'handed-over');
    const path = `/v1/deliveries/${delivery.id}/attempts`;
    expect((await house.call(path, { key: portal })).status).toBe(403);
    const response = await house.call(path, { key: operator });
    const { attempts } = await json<{ attempts: { detail: object; calls: object[] }[] }>(response);
    const target = (path: string) => `${office.url}${path}`;
    expect(attempts).toMatchObject([
      {
        type: 'attempt',
        detail: { attempt: 1, outcome: 'handed-over', answer: 'filed' },
        calls: [
          {
            step: 'open case',
            target: target('/cases'),
            answer: 'HTTP 200',
            request: { masked: '{\n  "kind": "•••"\n}' },
            response: { masked: '{\n  "number": "•••"\n}' },
          },
          { step: 'file message', target: target('/cases/A-1/message'), request: { same: 'message' } },
        ],
      },
    ]);
    expect(JSON.stringify(attempts)).not.toMatch(/Mustermann|secret/);
    expect(message.uuid).toBeDefined();
    expect((await house.call(`/v1/deliveries/${id}/attempts`, { key: operator })).status).toBe(404);
  });
});

describe('a check', () => {
  const check = (id: string, key = operator) => house.call(`/v1/destinations/${id}/check`, { key, method: 'POST' });

  it('finds out what is wrong with a destination, as far as its adapter can', async () => {
    const base = { id: 'leer-meldewesen', adapter: 'case-system', checked: true };
    expect(await json(check('leer-meldewesen'))).toEqual({ ...base, faults: [] });
    office.disturb(() => ({ status: 401 }));
    expect(await json(check('leer-meldewesen'))).toEqual({
      ...base,
      faults: [{ option: 'token', problem: 'refused', remedy: 'ask for a new token' }],
    });
    expect(await json(check('leer-gewerbe'))).toMatchObject({ faults: [{ option: 'token', problem: 'HTTP 401' }] });
    expect((await check('unheard-of')).status).toBe(404);
    expect((await check('leer-meldewesen', portal)).status).toBe(403);
  });
});

describe('pausing', () => {
  it('a destination holds what comes in, says so, and lets it go after resuming', async () => {
    expect(await json(order('destinations/leer-meldewesen/pause'))).toEqual({
      id: 'leer-meldewesen',
      state: 'paused',
      changed: true,
    });
    const id = await submit();
    const shown = async () => {
      const { destinations } = await json<{ destinations: { id: string; holds: object[] }[] }>(
        house.call('/v1/destinations', { key: operator }),
      );
      return destinations.filter(({ holds }) => holds.length > 0);
    };
    expect(await shown()).toMatchObject([
      {
        id: 'leer-meldewesen',
        waiting: 1,
        holds: [{ by: 'destination', mode: 'paused', operator: 'anna', reason: 'a test' }],
      },
    ]);
    expect(await json(order('destinations/leer-meldewesen/resume'))).toMatchObject({ state: 'running', changed: true });
    await until(id, 'handed-over');
    expect(await shown()).toEqual([]);
    const { actions } = await json<{ actions: { action: string }[] }>(
      house.call('/v1/operator-actions', { key: operator }),
    );
    expect(actions.map(({ action }) => action)).toEqual(['resumed', 'paused']);
  });

  it('an adapter holds its destinations alone; what nobody has is not there', async () => {
    expect(await json(order('adapters/case-system/drain'))).toMatchObject({ state: 'draining' });
    const id = await submit();
    expect((await show(id)).delivery.state).toBe('waiting');
    expect((await order('adapters/unheard-of/pause')).status).toBe(404);
    expect((await order('destinations/unheard-of/resume')).status).toBe(404);
    expect((await order('destinations/leer-meldewesen/pause', { reason: ' ' })).status).toBe(400);
    expect((await order('destinations/leer-meldewesen/pause', {}, portal)).status).toBe(403);
    await order('adapters/case-system/resume');
    await until(id, 'handed-over');
  });
});
