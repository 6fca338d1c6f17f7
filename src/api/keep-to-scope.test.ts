import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';

let house: TestGateway;
let ahead = 0;
const keys: Record<string, string> = {};

beforeAll(async () => {
  const network = parse(readFileSync('config/network.yaml', 'utf8'));
  const [portal] = network.portals;
  network.portals.push(
    { ...portal, id: 'narrow', scope: { services: ['hundesteuer-anmeldung'], regions: ['034570014014'] } },
    { ...portal, id: 'county', scope: { services: ['meldebescheinigung'], regions: ['034570000000'] } },
    { ...portal, id: 'trying', scope: { verbs: ['dry-run'] } },
    { ...portal, id: 'reading', scope: { verbs: ['read'] } },
    { ...portal, id: 'hasty', rate: { requests: 2, per: '1m' } },
  );
  for (const destination of network.destinations) {
    if (destination.id === 'leer-meldewesen') Object.assign(destination, { adapter: 'inbox', options: {} });
  }
  const config = join(mkdtempSync(join(tmpdir(), 'network-')), 'network.yaml');
  writeFileSync(config, stringify(network));
  house = await openTestGateway({ config, now: () => new Date(Date.now() + ahead) });
  for (const { id } of network.portals) keys[id] = await house.key('portal', id);
});
afterAll(() => house[Symbol.asyncDispose]());

const submit = (portal: string, query = '') =>
  house.call(`/v1/submissions${query}`, { key: keys[portal] ?? '', body: sampleSubmission() });
const read = (portal: string, path: string, headers = {}) => house.call(path, { key: keys[portal] ?? '', headers });

describe('a portal with a scope', () => {
  it('is told which services and regions it may submit for, with all its other faults', async () => {
    const response = await submit('narrow');
    expect(response.status).toBe(422);
    const { errors } = (await response.json()) as { errors: unknown[] };
    expect(errors).toMatchObject([
      { pointer: '/serviceId', rule: 'service-outside-scope', candidates: ['hundesteuer-anmeldung'] },
      { pointer: '/region', rule: 'region-outside-scope', candidates: ['034570014014'] },
    ]);
  });

  it('may submit for all that belongs to a region of its own', async () => {
    expect((await submit('county')).status).toBe(202);
  });

  it('does only what its verbs say', async () => {
    expect((await submit('trying', '?dryRun=true')).status).toBe(200);
    const refused = await submit('trying');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ type: '/problems/outside-scope', detail: 'submit (dry-run)' });
    expect((await read('trying', '/v1/submissions')).status).toBe(403);
    expect((await read('trying', '/v1/services')).status).toBe(200);
    expect((await submit('reading', '?dryRun=true')).status).toBe(403);
    expect((await read('reading', '/v1/submissions')).status).toBe(200);
  });
});

it('a portal with a rate is told what is left, and when to come back', async () => {
  const first = await read('hasty', '/v1/submissions');
  expect(first.status).toBe(200);
  expect(first.headers.get('ratelimit-policy')).toBe('"portal";q=2;w=60');
  expect(first.headers.get('ratelimit')).toMatch(/^"portal";r=1;t=\d+$/);
  const second = await submit('hasty');
  expect(second.status).toBe(202);
  expect(second.headers.get('ratelimit')).toMatch(/^"portal";r=0;t=\d+$/);
  const third = await submit('hasty');
  expect(third.status).toBe(429);
  expect(third.headers.get('ratelimit')).toMatch(/^"portal";r=0;t=\d+$/);
  expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
  ahead += 61_000;
  expect((await read('hasty', '/v1/submissions')).status).toBe(200);
  expect((await read('kreisportal', '/v1/submissions')).headers.get('ratelimit')).toBeNull();
});

describe('events as a stream', () => {
  /** Reads until `count` events have come, then hangs up. */
  async function listen(id: string, count: number, headers: Record<string, string> = {}): Promise<string[]> {
    const response = await read('kreisportal', `/v1/submissions/${id}/events`, {
      accept: 'text/event-stream',
      ...headers,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      if (text.split('\n\n').length > count) break;
    }
    return text.split('\n\n').slice(0, count);
  }

  it('come as they happen, after the last that the listener had', async () => {
    const { id } = (await (await submit('kreisportal')).json()) as { id: string };
    const [received = ''] = await listen(id, 1);
    const last = /^id: (\d+)$/m.exec(received)?.[1] ?? '';
    expect(JSON.parse(/^data: (.*)$/m.exec(received)?.[1] ?? '')).toMatchObject({ id: Number(last), type: 'received' });

    const next = listen(id, 1, { 'last-event-id': last });
    const operator = await house.key('operator', 'anna');
    const shown = await house.call(`/v1/submissions/${id}`, { key: operator });
    const { delivery } = (await shown.json()) as { delivery: { id: string } };
    await house.call(`/v1/deliveries/${delivery.id}/cancel`, { key: operator, body: { reason: 'test' } });
    expect((await next)[0]).toContain('"type":"cancelled"');
  });

  it('of another portal are not there', async () => {
    const { id } = (await (await submit('county')).json()) as { id: string };
    const response = await read('kreisportal', `/v1/submissions/${id}/events`, { accept: 'text/event-stream' });
    expect(response.status).toBe(404);
  });
});
