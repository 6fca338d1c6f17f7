import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { procedures } from '../../adapters/index.ts';
import { readPlan } from '../configuration.ts';
import type { Plan } from '../intake/plan.ts';
import { loadSchemas } from '../messages/schemas.ts';
import { validate } from '../messages/validate.ts';
import { packageRoot } from '../package-root.ts';
import { startProcedure } from '../simulators/procedure.ts';
import { buildPack, type PackFiles, zipPack } from './build-pack.ts';
import { type Pack, packSchema } from './contract.ts';
import { findAgreeing } from './find-agreeing.ts';
import { readSampleData } from './sample-data.ts';
import { tryEndpoint } from './verify.ts';

const run = promisify(execFile);
const now = new Date('2026-11-25T12:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'zustellwerk-contract-'));
const pairs = [
  ['meldebescheinigung', 'leer-meldewesen'],
  ['gewerbe-anmeldung', 'leer-gewerbe'],
] as const;
let plan: Plan;

beforeAll(async () => {
  plan = await readPlan(join(packageRoot, 'config', 'network.yaml'));
});

afterAll(() => {
  plan.schemas.dispose();
  rmSync(folder, { recursive: true });
});

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} not found`);
  return value;
}

async function make(serviceId: string, destinationId: string, language: 'de' | 'en' = 'de'): Promise<PackFiles> {
  const sought = { service: serviceId, act: 'apply', destination: destinationId, now };
  const agreeing = findAgreeing(plan, procedures, sought);
  if ('missing' in agreeing) throw new Error(agreeing.missing);
  const data = await readSampleData(join(packageRoot, 'fixtures'), agreeing.act);
  return buildPack({ ...agreeing, now, ...data }, { language });
}

function unpack(files: PackFiles, name: string): string {
  const target = join(folder, name);
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), bytes);
  }
  return target;
}

function textOf(files: PackFiles, path: string): string {
  return Buffer.from(found(files.get(path), path)).toString('utf8');
}

function packOf(files: PackFiles): Pack {
  return packSchema.parse(JSON.parse(textOf(files, 'contract.json')));
}

describe.each(pairs)('the pack of %s for %s', (service, destination) => {
  let files: PackFiles;

  beforeAll(async () => {
    files = await make(service, destination);
  });

  it('has samples whose verdicts its own schemas confirm, without ours', async () => {
    const schemas = await loadSchemas(join(unpack(files, destination), 'schemas'));
    const { samples, message } = packOf(files);
    expect(schemas.isOfficial(message.namespace)).toBe(true);
    for (const { file, schema } of samples) {
      expect((await validate(found(files.get(file), file), schemas)).kind, file).toBe(schema);
    }
    for (const file of ['samples/receipt-accepting.xml', 'samples/receipt-refusing.xml']) {
      expect((await validate(found(files.get(file), file), schemas)).kind, file).toBe('valid');
    }
    schemas.dispose();
    expect(samples.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['valid-minimal', 'valid-full', 'schema-invalid']),
    );
  });

  it('says each field in the document as in contract.json, with an example where a sample has one', () => {
    const { fields, samples } = packOf(files);
    const html = textOf(files, 'contract.html').replaceAll('<wbr>', '');
    for (const { element } of fields) expect(html).toContain(`title="${element}"`);
    const mandatory = fields.filter(
      ({ min, type, alternative, element }) => min === 1 && type !== 'group' && !alternative && !element.includes('/'),
    );
    expect(mandatory.filter(({ example }) => example === undefined)).toEqual([]);
    expect(textOf(files, samples[0]?.file ?? '')).toContain(samples[0]?.uuid);
  });

  it('is one page without scripts or anything to load, and in Markdown too', () => {
    const html = textOf(files, 'contract.html');
    expect(html).not.toMatch(/<script|<link|<img|src=|@import|url\(/);
    const headings = [...html.matchAll(/<h2[^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(
      textOf(files, 'contract.md')
        .match(/^## .*$/gm)
        ?.map((line) => line.slice(3)),
    ).toEqual(headings);
    expect(headings).toContain('Unterschriften');
  });

  it('shows no secret, nor where one lies', () => {
    for (const path of ['contract.html', 'contract.md', 'contract.json']) {
      expect(textOf(files, path)).not.toMatch(/env:|file:path|_TOKEN|_URL/);
    }
  });

  it('is the same ZIP each time', async () => {
    const zip = zipPack(files, 'pack');
    expect(Buffer.compare(zip, zipPack(await make(service, destination), 'pack'))).toBe(0);
    expect(Object.keys(unzipSync(zip))).toContain('pack/contract.html');
  });
});

describe('trying an endpoint', () => {
  it('finds that the simulated procedure keeps the contract, with nothing but Node', async () => {
    const pack = unpack(await make('meldebescheinigung', 'leer-meldewesen'), 'trial');
    const procedure = await startProcedure({ name: 'Probe', port: 0, token: 'secret' });
    try {
      const env = { ...process.env, CONTRACT_AUTHORIZATION: 'Bearer secret' };
      const { stdout } = await run(process.execPath, ['verify.mjs', '--target', procedure.url], { cwd: pack, env });
      expect(
        stdout
          .trim()
          .split('\n')
          .every((line) => line.startsWith('ok')),
      ).toBe(true);
      expect(stdout).toContain('the same message again');
      expect(stdout).toContain('without credentials');
    } finally {
      await procedure.close();
    }
  });

  it('finds where a procedure departs from it', async () => {
    const pack = unpack(await make('meldebescheinigung', 'leer-meldewesen'), 'deviating');
    const { createServer } = await import('node:http');
    const server = createServer((_, response) => response.writeHead(200).end('<ok/>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    try {
      const results = await tryEndpoint({ pack, target: `http://127.0.0.1:${port}/`, authorization: 'Bearer x' });
      expect(results.filter(({ ok }) => ok)).toEqual([]);
      expect(results[0]?.found).toBe('unclear (HTTP 200 without a receipt for this message)');
    } finally {
      server.close();
    }
  });
});

describe('a destination that is reached in another way', () => {
  const makeWith = async (adapter: string, options: object): Promise<PackFiles> => {
    const destinations = plan.config.destinations.map((each) =>
      each.id === 'leer-gewerbe' ? { ...each, adapter, options: { ...options } } : each,
    );
    const changed = { ...plan, config: { ...plan.config, destinations } };
    const sought = { service: 'gewerbe-anmeldung', act: 'apply', destination: 'leer-gewerbe', now };
    const agreeing = findAgreeing(changed, procedures, sought);
    if ('missing' in agreeing) throw new Error(agreeing.missing);
    const data = await readSampleData(join(packageRoot, 'fixtures'), agreeing.act);
    return buildPack({ ...agreeing, now, ...data }, { language: 'de' });
  };
  const sftp = { folder: '/eingang', host: 'sftp.example', user: 'u', password: 'env:SFTP_PASSWORD' };

  it('by an exchange folder, with or without receipts', async () => {
    const files = await makeWith('ordner', sftp);
    expect(packOf(files)).toMatchObject({
      adapter: { success: 'delivered' },
      exchange: { transport: 'exchange-folder' },
    });
    expect(files.has('samples/receipt-accepting.xml')).toBe(true);
    expect(textOf(files, 'contract.md')).toContain('Fingerabdruck');
    expect(textOf(files, 'contract.json')).not.toContain('SFTP_PASSWORD');
    const without = await makeWith('ordner', { folder: '/eingang', receipt: false });
    expect(packOf(without).adapter.success).toBe('handed-over');
    expect(packOf(without).exchange.answers.map(({ outcome }) => outcome)).not.toContain('delivered');
    expect(without.has('samples/receipt-accepting.xml')).toBe(false);
  });

  it('by a robot', async () => {
    const files = await makeWith('roboter', { folder: '/roboter' });
    expect(textOf(files, 'contract.md')).toContain('ergebnis.json');
  });

  it('by mail, with a warning that it is the last resort', async () => {
    const mail = { host: 'mail.example', from: 'a@kreis.example', to: 'b@stadt.example' };
    const files = await makeWith('mail', mail);
    expect(packOf(files).adapter.success).toBe('handed-over');
    expect(textOf(files, 'contract.md')).toContain('WARNUNG: E-Mail ist das letzte Mittel.');
  });
});

it('is written in English on request', async () => {
  const html = textOf(await make('gewerbe-anmeldung', 'leer-gewerbe', 'en'), 'contract.html');
  expect(html).toContain('Interface contract: Gewerbeanmeldung');
  expect(html).toContain('Signatures');
});
