import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { zipSync } from 'fflate';
import { Hono } from 'hono';
import { basicAuth } from 'hono/basic-auth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { openTestGateway, type TestGateway } from '../../src/testing/test-gateway.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';

interface Entry {
  readonly process: string;
  readonly lastModified: string;
  readonly payload: unknown;
  status: string;
}

const lastModified = 'Tue, 24 Nov 2026 16:05:11 GMT';
const payloadOf = (file: string, service = 'meldebescheinigung') =>
  JSON.parse(readFileSync(`fixtures/${service}/${file}.json`, 'utf8')).request.data.payload as object;
const fine = payloadOf('antragsmanagement-4');

/** A portal as the public facts have it; what stored applications it saw when a status was written. */
const entries = new Map<string, Entry>();
const written: { readonly process: string; readonly status: string; readonly stored: number }[] = [];
let failures = 0;
let house: TestGateway;

const app = new Hono();
app.use(basicAuth({ username: '900001', password: 'geheim' }));
app.get('/tenants/900001/forms/melde-018/submissions', (c) =>
  c.json([...entries.values()].filter(({ status }) => status === c.req.query('status'))),
);
/** Files of trade notices, by name. */
const files = new Map<string, Uint8Array<ArrayBuffer>>();
const notices: Entry[] = [];
app.get('/tenants/900001/forms/gewerbe-1/submissions', (c) => c.json(notices.filter(({ status }) => status === 'NEW')));
app.get('/tenants/900001/forms/gewerbe-1/submissions/:process/files/:file', (c) => {
  const file = files.get(c.req.param('file'));
  return file ? c.body(file) : c.notFound();
});
app.put('/tenants/900001/forms/gewerbe-1/submissions/:process/status', async (c) => {
  const entry = notices.find((each) => each.process === c.req.param('process'));
  if (entry) entry.status = (await c.req.json<{ status: string }>()).status;
  return c.body(null, 204);
});
app.put('/tenants/900001/forms/melde-018/submissions/:process/status', async (c) => {
  if (failures > 0) {
    failures--;
    return c.text('', 503);
  }
  const { status } = await c.req.json<{ status: string }>();
  const process = c.req.param('process');
  const entry = entries.get(process);
  if (entry) entry.status = status;
  written.push({ process, status, stored: await stored() });
  return c.body(null, 204);
});

async function stored(): Promise<number> {
  const { rows } = await house.gateway.database.pool.query('select 1 from submission where portal_id = $1', [
    'antragsmanagement',
  ]);
  return rows.length;
}

const add = (process: string, payload: unknown) =>
  entries.set(process, { process, lastModified, payload, status: 'NEW' });
const settled = (process: string) => waitUntil(() => written.find((one) => one.process === process));

const portal = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1', overrideGlobalObjects: false });

beforeAll(async () => {
  const network = parse(readFileSync('config/network.yaml', 'utf8')) as object;
  const source = {
    id: 'antraege-leer',
    authority: 'leer',
    portal: 'antragsmanagement',
    url: `http://127.0.0.1:${(portal.address() as AddressInfo).port}`,
    tenant: '900001',
    apiKey: 'file:key',
    poll: '1s',
    forms: [
      {
        form: 'melde-018',
        service: 'meldebescheinigung',
        region: '034570014014',
        authentication: { method: 'eID', level: 'hoch' },
      },
      {
        form: 'gewerbe-1',
        service: 'gewerbe-anmeldung',
        region: '034570014014',
        files: ['pdf', 'attachments'],
      },
    ],
  };
  const folder = mkdtempSync(join(tmpdir(), 'form-solutions-'));
  writeFileSync(join(folder, 'key'), 'geheim');
  writeFileSync(join(folder, 'network.yaml'), stringify({ ...network, formSolutions: [source] }));
  house = await openTestGateway({ config: join(folder, 'network.yaml') });
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
  portal.close();
});

it('accepts what is new, and says so at the portal only when it is stored', async () => {
  add('17', fine);
  expect(await settled('17')).toEqual({ process: '17', status: 'FETCHED', stored: 1 });
  const { rows } = await house.gateway.database.pool.query('select reference, profile from submission');
  expect(rows).toEqual([{ reference: 'AM4-2026-000700', profile: 'antragsmanagement-4' }]);
});

it('writes the status once more when that failed, and stores nothing twice', async () => {
  failures = 1;
  add('18', JSON.stringify({ ...fine, orderNumber: 'AM4-18' }));
  expect(await settled('18')).toEqual({ process: '18', status: 'FETCHED', stored: 2 });
  expect(failures).toBe(0);
});

it('refuses what cannot be delivered, with the fields in the log and none of their values', async () => {
  add('19', payloadOf('antragsmanagement-4-wrong'));
  expect(await settled('19')).toEqual({ process: '19', status: 'REJECTED', stored: 2 });
  expect(house.logged()).toContain('/data/payload/felder/anschrift.plz');
  expect(house.logged()).not.toContain('2678');
  expect(house.logged()).not.toContain('geheim');
});

describe('files beside an application', () => {
  const pdf = Buffer.from('%PDF-1.7\n');
  const notice = payloadOf('antragsmanagement-4', 'gewerbe-anmeldung');
  const apply = async (process: string) => {
    const entry = { process, lastModified, payload: { ...notice, orderNumber: `G-${process}` }, status: 'NEW' };
    notices.push(entry);
    return waitUntil(() => entry.status !== 'NEW' && entry.status);
  };
  const attached = async (process: string) => {
    const { rows } = await house.gateway.database.pool.query(
      'select media_type from attachment join submission on submission.id = submission_id where reference = $1',
      [`G-${process}`],
    );
    return rows.map(({ media_type }) => media_type);
  };

  it('go with it: the form as a document, and what is in the ZIP file', async () => {
    files.set('gewerbe-1-31.pdf', pdf);
    files.set('gewerbe-1-31_attachments.zip', zipSync({ 'Handwerkskarte.pdf': pdf, 'Notiz.txt': Buffer.from('x') }));
    expect(await apply('31')).toBe('FETCHED');
    expect((await attached('31')).toSorted()).toEqual(['application/pdf', 'application/pdf', 'text/plain']);
  });

  it('may be none', async () => {
    expect(await apply('32')).toBe('FETCHED');
    expect(await attached('32')).toEqual([]);
  });

  it('refuse it where the ZIP file is not to be trusted', async () => {
    files.set('gewerbe-1-33_attachments.zip', zipSync({ '../x.pdf': pdf }));
    expect(await apply('33')).toBe('REJECTED');
    expect(house.logged()).toContain('set-refused');
  });
});
