import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePages } from '../bin/generate-docs.ts';
import { readSettings } from '../src/config/settings.ts';
import { readReceipt } from '../src/domains/quittung/read-receipt.ts';
import { readReply } from '../src/domains/replies/read-reply.ts';
import { createLog } from '../src/log.ts';
import { type Listening, listen } from '../src/main.ts';
import { loadSchemas } from '../src/messages/schemas.ts';
import type { ProcedureAdapter } from '../src/sdk.ts';
import { type SimulatedProcedure, startProcedure } from '../src/simulators/procedure.ts';
import { createApiKey } from '../src/store/api-keys.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/database.ts';
import { testJob } from '../src/testing/delivery-job.ts';
import { networkWith, type WrittenDestination } from '../src/testing/network-file.ts';
import { openTestGateway } from '../src/testing/test-gateway.ts';
import { submitSamples } from '../src/testing/worker-parts.ts';

/** Examples in the documentation are run, so they cannot rot. */

const root = new URL('../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');

/** The fenced blocks of a page whose info string is `info`. */
function blocks(file: string, info: string): string[] {
  return [...read(file).matchAll(new RegExp(`^\`\`\`${info}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, text]) => text ?? '',
  );
}

describe('what is generated is fresh', () => {
  it.each(Object.entries(writePages()))('docs/%s: run `node bin/generate-docs.ts`', (name, text) => {
    expect(read(`docs/${name}`)).toBe(text);
  });
});

describe('every adapter has a page of its own', () => {
  const folders = ['portals', 'procedures'].flatMap((kind) =>
    readdirSync(new URL(`adapters/${kind}`, root)).map((name) => `adapters/${kind}/${name}`),
  );
  it.each(folders)('%s', (folder) => expect(read(`${folder}/README.md`)).toMatch(/^# /));
});

it('links between pages lead somewhere', () => {
  const pages = [
    'README.md',
    ...readdirSync(new URL('docs', root), { recursive: true }).map((name) => `docs/${name}`),
  ].filter((name) => name.endsWith('.md'));
  for (const page of pages) {
    for (const [, target = ''] of read(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
      expect(() => readFileOrFolder(new URL(target, new URL(page, root))), `${page} → ${target}`).not.toThrow();
    }
  }
});

function readFileOrFolder(url: URL): unknown {
  try {
    return readFileSync(url);
  } catch {
    return readdirSync(url);
  }
}

describe('examples', () => {
  let database: TestDatabase;
  let procedure: SimulatedProcedure;
  let listening: Listening;
  const keys = new Map<string, string>();

  beforeAll(async () => {
    database = await createTestDatabase();
    procedure = await startProcedure({ token: 'secret' });
    Object.assign(process.env, {
      MELDEWESEN_URL: procedure.url,
      GEWERBE_URL: procedure.url,
      MELDEWESEN_TOKEN: 'secret',
      GEWERBE_TOKEN: 'secret',
    });
    const data = mkdtempSync(join(tmpdir(), 'docs-'));
    const settings = readSettings({ DATABASE_URL: database.url, ZUSTELLWERK_DATA: data, PORT: '0' });
    listening = await listen(settings, createLog('silent'));
    for (const portal of [
      'kreisportal',
      'formularportal',
      'kommune365',
      'openrathaus',
      'serviceportal',
      'antragsmanagement',
      'efa-dienste',
    ]) {
      keys.set(portal, (await createApiKey(database.kysely, 'portal', portal, new Date())).key);
    }
  });
  afterAll(async () => {
    await listening.stop();
    await procedure.close();
    await database.drop();
  });

  const commands = ['README.md', 'docs/portals.md'].flatMap((file) =>
    blocks(file, 'sh run').map((text) => [file, text] as const),
  );
  it.each(commands)('%s: a command runs as it stands', async (_, text) => {
    const env = {
      ...process.env,
      ZUSTELLWERK_URL: listening.url,
      ZUSTELLWERK_KEY: keys.get('kreisportal') ?? '',
      EFA_KEY: keys.get('efa-dienste') ?? '',
    };
    const { stdout } = await promisify(execFile)('bash', ['-euc', text], { env });
    expect(JSON.parse(stdout)).not.toHaveProperty('type');
  });

  it.each([
    ['json submission', 'kreisportal'],
    ['json submission formularportal', 'formularportal'],
    ['json submission kommune365', 'kommune365'],
    ['json submission openrathaus', 'openrathaus'],
    ['json submission serviceportal', 'serviceportal'],
    ['json submission antragsmanagement', 'antragsmanagement'],
    ['json submission efa-dienste', 'efa-dienste'],
  ])('docs/portals.md: a %s is accepted in every field', async (info, portal) => {
    const headers = { authorization: `Bearer ${keys.get(portal)}`, 'content-type': 'application/json' };
    for (const body of blocks('docs/portals.md', info)) {
      const response = await fetch(`${listening.url}/v1/submissions?dryRun=true`, { method: 'POST', headers, body });
      const answer = await response.json();
      expect(answer).toMatchObject({ dryRun: true });
      expect(answer).not.toHaveProperty('warnings');
    }
  });

  it('docs/vendors.md: the poll takes a message and acknowledges it', async () => {
    const inbox = (written: WrittenDestination) => ({ ...written, adapter: 'inbox', options: {} });
    await using house = await openTestGateway({ config: networkWith({ 'leer-meldewesen': inbox }) });
    const serving = serve({ fetch: house.gateway.app.fetch, port: 0, overrideGlobalObjects: false });
    await once(serving, 'listening');
    await submitSamples(house, await house.key('portal', 'kreisportal'), 1);
    const { port } = serving.address() as AddressInfo;
    const key = await house.key('vendor', 'leer-meldewesen');
    const [script = ''] = blocks('docs/vendors.md', 'sh inbox');
    const cwd = mkdtempSync(join(tmpdir(), 'vendor-'));
    const env = { ...process.env, ZUSTELLWERK_URL: `http://127.0.0.1:${port}`, VENDOR_KEY: key };
    const poll = () => promisify(execFile)('bash', ['-euc', script.replace('wait=20', 'wait=1')], { env, cwd });
    expect(JSON.parse((await poll()).stdout)).toMatchObject({ state: 'delivered', changed: true });
    expect(readFileSync(join(cwd, 'nachricht.xml'), 'utf8')).toContain('Mustermann');
    expect((await poll()).stdout).toBe('');
    await new Promise((resolve) => serving.close(resolve));
  });

  it('docs/vendors.md: the receipts are receipts', async () => {
    const schemas = await loadSchemas();
    const readings = blocks('docs/vendors.md', 'xml receipt').map((text) => readReceipt(Buffer.from(text), schemas));
    const kinds = (await Promise.all(readings)).map(({ kind }) => kind);
    expect(kinds).toEqual(['receipt', 'receipt']);
    schemas.dispose();
  });

  it.each([
    ['xml confirmation', 'zustellwerk-gewerbe/1/0004'],
    ['xml status', 'zustellwerk-status/1/0001'],
  ])('docs/vendors.md: a block of %s is one', async (info, definition) => {
    const schemas = await loadSchemas();
    const readings = await Promise.all(
      blocks('docs/vendors.md', info).map((text) => readReply(Buffer.from(text), schemas)),
    );
    expect(readings).toMatchObject([{ kind: 'reply', reply: { definition } }]);
    schemas.dispose();
  });

  it('docs/integrators.md: the adapter delivers', async () => {
    const [text = ''] = blocks('docs/integrators.md', 'js adapter');
    const file = join(mkdtempSync(join(tmpdir(), 'adapter-')), 'aktenordner.mjs');
    writeFileSync(file, text.replace("'zustellwerk/sdk'", JSON.stringify(new URL('src/sdk.ts', root).href)));
    const { default: adapter }: { default: ProcedureAdapter } = await import(pathToFileURL(file).href);
    const job = testJob({
      message: { id: 'a/1/b', uuid: 'u', xml: Buffer.from('<a/>'), content: () => ({ head: {}, data: {}, files: [] }) },
      deliveryKey: 'k',
      attempt: 1,
      options: adapter.options.parse({ url: listening.url, secret: 's' }),
      signal: AbortSignal.timeout(5_000),
    });
    // The gateway itself has no such address: it refuses, and the adapter says so.
    expect(await adapter.deliver(job)).toEqual({
      kind: 'rejected',
      findings: [{ id: 'http-404' }],
      answer: 'HTTP 404',
    });
  });
});
