import { createHash } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAttachmentStore } from '../attachments/attachment-store.ts';
import { createSeal } from '../store/seal.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';
import { problemKinds } from './problem-kinds.ts';

let house: TestGateway;
let key: string;
let otherKey: string;
let operatorKey: string;
let trade: Record<string, unknown>;

beforeAll(async () => {
  house = await openTestGateway();
  await house.gateway.worker.stop(0);
  key = await house.key('portal', 'kreisportal');
  otherKey = await house.key('portal', 'formularportal');
  operatorKey = await house.key('operator', 'anna');
  const fixture = JSON.parse(await readFile('fixtures/gewerbe-anmeldung/native-sole-trader.json', 'utf8'));
  const { reference: _, ...request } = fixture.request;
  trade = request;
});
afterAll(() => house[Symbol.asyncDispose]());

const upload = (content: string | Uint8Array | ReadableStream, name = 'karte.pdf', uploader = key) =>
  house.call(`/v1/attachments?name=${encodeURIComponent(name)}`, {
    key: uploader,
    body: content,
    headers: { 'content-type': 'application/pdf' },
  });

async function uploaded(
  content: string | Uint8Array,
  uploader = key,
): Promise<{ id: string; size: number; sha512: string }> {
  const response = await upload(content, 'karte.pdf', uploader);
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; size: number; sha512: string };
}

const submit = (body: unknown, query = '') => house.call(`/v1/submissions${query}`, { key, body });

async function rulesOf(response: Response): Promise<string[]> {
  const { errors } = (await response.json()) as { errors: { pointer: string; rule: string }[] };
  return errors.map(({ pointer, rule }) => `${pointer} ${rule}`);
}

describe('attachments', () => {
  it('come before the submission, and travel inside its message', async () => {
    const content = Buffer.from(`%PDF ${'ä'.repeat(700_000)}`);
    const { id, size, sha512 } = await uploaded(content);
    expect(size).toBe(content.length);
    expect(sha512).toBe(createHash('sha512').update(content).digest('hex'));
    const response = await submit({ ...trade, attachments: [{ id, label: 'Handwerkskarte' }] });
    expect(response.status).toBe(202);
    const accepted = (await response.json()) as { id: string; message: { uuid: string } };
    const xml = await (
      await house.call(`/v1/submissions/${accepted.id}/messages/${accepted.message.uuid}`, { key })
    ).text();
    expect(xml).toContain('<gew:bezeichnung>Handwerkskarte</gew:bezeichnung>');
    expect(Buffer.from(/<gew:inhalt>([^<]*)</.exec(xml)?.[1] ?? '', 'base64').equals(content)).toBe(true);
    // It belongs to that submission now.
    expect(await rulesOf(await submit({ ...trade, attachments: [{ id }] }))).toEqual([
      '/attachments/0/id attachment-unknown',
    ]);
  });

  it('belong to one portal, and to one submission also when two ask at once', async () => {
    const foreign = await uploaded('%PDF x', otherKey);
    expect(await rulesOf(await submit({ ...trade, attachments: [{ id: foreign.id }, { id: 'no-id' }] }))).toEqual([
      '/attachments/0/id attachment-unknown',
      '/attachments/1/id attachment-unknown',
    ]);
    const { id } = await uploaded('%PDF y');
    const answers = await Promise.all([1, 2, 3].map(() => submit({ ...trade, attachments: [{ id }] })));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 422, 422]);
  });

  it('are refused where the message has no place, and where they are too many', async () => {
    const { id } = await uploaded('%PDF z');
    expect(await rulesOf(await submit({ ...sampleSubmission(), attachments: [{ id }] }))).toEqual([
      '/attachments attachment-not-taken',
    ]);
    const half = Buffer.alloc(6 * 1024 * 1024, '%PDF');
    const two = [await uploaded(half), await uploaded(half)].map((file) => ({ id: file.id }));
    expect(await rulesOf(await submit({ ...trade, attachments: two }))).toEqual(['/attachments attachments-too-large']);
    expect((await upload('x', '../x')).status).toBe(400);
    expect((await upload('x', '')).status).toBe(400);
  });

  it('leave nothing behind when the upload breaks off', async () => {
    const { pool } = house.gateway.database;
    const count = async () => (await pool.query('select count(*) from attachment')).rows[0].count;
    const before = await count();
    const broken = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(1024));
        controller.error(new Error('cut'));
      },
    });
    expect((await upload(broken)).status).toBe(500);
    expect(await count()).toBe(before);
  });

  it('expire when no submission has referenced them', async () => {
    const { kysely } = house.gateway.database;
    const store = createAttachmentStore(kysely, createSeal([{ id: 'k', bytes: Buffer.alloc(32) }]), () => new Date());
    const { id } = await uploaded('%PDF old');
    expect(await store.expire(new Date(0))).toBe(0);
    await store.expire(new Date(Date.now() + 1_000));
    expect(await rulesOf(await submit({ ...trade, attachments: [{ id }] }))).toEqual([
      '/attachments/0/id attachment-unknown',
    ]);
    const kept = await kysely.selectFrom('attachment').select('submission_id').execute();
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.every((row) => row.submission_id !== null)).toBe(true);
  });
});

describe('redriving', () => {
  it('gives a parked delivery another budget, once, with a reason', async () => {
    const { id } = (await (await submit(sampleSubmission())).json()) as { id: string };
    const { pool } = house.gateway.database;
    const { rows } = await pool.query(
      "update delivery set state = 'parked', attempts = 12 where submission_id = $1 returning id",
      [id],
    );
    const redrive = (body: unknown) => house.call(`/v1/deliveries/${rows[0].id}/redrive`, { key: operatorKey, body });
    expect((await redrive({ reason: ' ' })).status).toBe(400);
    const both = await Promise.all([
      redrive({ reason: 'procedure is back' }),
      redrive({ reason: 'procedure is back' }),
    ]);
    const answers = (await Promise.all(both.map((response) => response.json()))) as { changed: boolean }[];
    expect(answers.map(({ changed }) => changed).sort()).toEqual([false, true]);
    const { events } = (await (await house.call(`/v1/submissions/${id}/events`, { key })).json()) as {
      events: object[];
    };
    expect(events.filter((event) => 'type' in event && event.type === 'redriven')).toMatchObject([
      { detail: { by: 'anna', reason: 'procedure is back', before: 'parked' } },
    ]);
    await pool.query("update delivery set state = 'delivered' where id = $1", [rows[0].id]);
    expect((await redrive({ reason: 'again' })).status).toBe(409);
  });
});

describe('the description of the interface', () => {
  it('names every route of the application', async () => {
    const document = (await (await house.call('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, object>;
    };
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const [network] = house.gateway.networks();
    const served = (network?.app.routes ?? [])
      .filter(({ method, path }) => method !== 'ALL' && !/^\/(docs|problems|openapi)/.test(path))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(new Set(described)).toEqual(new Set(served));
  });

  it('has a page for each kind of problem, and a reference that needs nothing from outside', async () => {
    for (const kind of Object.keys(problemKinds)) expect((await house.call(`/problems/${kind}`)).status).toBe(200);
    expect((await house.call('/problems/none')).status).toBe(404);
    const page = await (await house.call('/docs')).text();
    const sources = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '');
    for (const source of sources) expect((await house.call(source)).status, source).toBe(200);
    expect(page).not.toMatch(/https?:\/\//);
  });

  it('has no two routes for the same path, which would take the fast router from all of them', async () => {
    const [open] = house.gateway.networks();
    await open?.app.request('/healthz');
    expect(open?.app.router.name).toBe('SmartRouter + RegExpRouter');
  });

  it('lists services with the schema of their data, and destinations with what waits there', async () => {
    const { services } = (await (await house.call('/v1/services', { key })).json()) as {
      services: { id: string; deliverable: boolean }[];
    };
    expect(services.find(({ id }) => id === 'meldebescheinigung')).toMatchObject({
      deliverable: true,
      acts: [{ act: 'apply', messages: ['xmeld/26.11/1700'], data: { type: 'object' } }],
    });
    const { destinations } = (await (await house.call('/v1/destinations', { key: operatorKey })).json()) as {
      destinations: { waiting: number }[];
    };
    expect(destinations.reduce((sum, { waiting }) => sum + waiting, 0)).toBeGreaterThan(0);
    expect(await (await house.call('/v1/destinations', { key })).text()).not.toContain('waiting');
  });

  it('says for a region what becomes of each service there', async () => {
    const waysIn = async (region: string, from = key) => {
      const { services } = (await (await house.call(`/v1/services?region=${region}`, { key: from })).json()) as {
        services: { id: string; ways: object[] }[];
      };
      return new Map(services.map(({ id, ways }) => [id, ways]));
    };
    const leer = await waysIn('034570013013');
    expect(leer.get('meldebescheinigung')).toEqual([{ act: 'apply', way: 'deliver', destination: 'leer-meldewesen' }]);
    expect(leer.get('wohngeld')).toMatchObject([{ act: 'apply', way: 'efa', link: { id: 'wohngeld-online' } }]);
    expect(leer.get('fuehrungszeugnis')).toMatchObject([
      { act: 'apply', way: 'link-out', link: { url: 'https://www.fuehrungszeugnis.bund.de/' } },
    ]);
    expect(leer.get('ratsinformation')).toMatchObject([{ way: 'information' }]);
    expect((await waysIn('034570014014')).get('geburtsurkunde')).toEqual([{ act: 'apply', way: 'none' }]);
    expect((await waysIn('03454032')).get('kfz-zulassung')?.[0]).toMatchObject({
      way: 'link-out',
      link: { url: 'https://ikfz.landkreis-emsland.example/' },
    });
    expect(leer.get('kfz-zulassung')).toContainEqual({ act: 'neuzulassung', way: 'deliver', destination: 'kreis-kfz' });
    expect((await waysIn('034570013013', otherKey)).get('kfz-zulassung')).toContainEqual({
      act: 'neuzulassung',
      way: 'link-out',
      link: {
        way: 'link-out',
        name: 'i-Kfz-Portal des Landkreises Leer',
        url: 'https://ikfz.landkreis-leer.example/',
      },
    });
    expect(await (await house.call('/v1/services', { key })).text()).not.toContain('"ways"');
    for (const region of ['034575402000', 'Ler']) {
      const response = await house.call(`/v1/services?region=${region}`, { key });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ type: '/problems/malformed-request' });
    }
  });

  it('says whether it lives and works', async () => {
    expect(await (await house.call('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await house.call('/readyz')).json()).toEqual({ status: 'ok' });
  });
});

it('answers 500 and raises an alarm, without a name, when the schema refuses what our checks found in order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'strict-'));
  const xsd =
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.osci.de/xmeld2611"><xs:element name="onlinedienste.abrufanfrage.meldebescheinigung.1700" type="xs:date"/></xs:schema>';
  await writeFile(join(folder, 'strict.xsd'), xsd);
  const config = join(folder, 'network.yaml');
  await writeFile(config, `schemas: ${folder}\n${await readFile(resolve('config/network.yaml'), 'utf8')}`);
  await using strict = await openTestGateway({ config });
  const response = await strict.call('/v1/submissions', {
    key: await strict.key('portal', 'kreisportal'),
    body: sampleSubmission(),
  });
  expect(response.status).toBe(500);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ type: '/problems/internal' });
  expect(strict.logged()).toContain('MESSAGE_DEFECT');
  expect(strict.logged()).toContain(JSON.parse(text).instance);
  expect(text + strict.logged()).not.toContain('Mustermann');
});
