import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../config/config-error.ts';
import { checkConfiguration } from '../configuration.ts';
import { serviceActs } from '../domains/index.ts';
import { meldebescheinigung1700 } from '../domains/meldewesen/xmeld-1700.ts';
import type { ServiceAct } from '../domains/service.ts';
import { alsoAs, inVersion, writeXmeldSchemas } from '../testing/next-version.ts';
import { openTestGateway, sampleSubmission } from '../testing/test-gateway.ts';

/** A version of XMeld that nobody has published, beside the one that we know. */
const next = inVersion(meldebescheinigung1700, {
  version: '27.05',
  namespace: 'http://www.osci.de/xmeld2705',
  validFrom: '2027-05-01',
});
const acts: readonly ServiceAct[] = serviceActs.map((act) =>
  act.serviceId === 'meldebescheinigung' && act.act === 'apply' ? alsoAs(act, [next]) : act,
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'versions-'));
  await writeXmeldSchemas(join(folder, 'official'), '27.05');
  Object.assign(process.env, { MELDEWESEN_URL: 'http://127.0.0.1:9/', GEWERBE_URL: 'http://127.0.0.1:9/' });
  Object.assign(process.env, { MELDEWESEN_TOKEN: 'secret', GEWERBE_TOKEN: 'secret' });
});

/** The sample network, changed. */
async function network(...changes: readonly (readonly [string, string])[]): Promise<string> {
  const sample = await readFile('config/network.yaml', 'utf8');
  const text = changes.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`${from} is not in the sample network`);
    return before.replace(from, to);
  }, `schemas: official\n${sample}`);
  const file = join(folder, `network-${Math.random()}.yaml`);
  await writeFile(file, text);
  return file;
}

const both = ['- xmeld/26.11/1700\n', '- xmeld/26.11/1700\n      - xmeld/27.05/1700\n'] as const;
const onlyNext = ['- xmeld/26.11/1700\n', '- xmeld/27.05/1700\n'] as const;
const on = (day: string) => ({ now: new Date(`${day}T10:00:00+02:00`), acts });

async function faultsOf(file: string, day: string) {
  const error: unknown = await checkConfiguration(file, on(day)).catch((cause: unknown) => cause);
  if (error instanceof ConfigError)
    return error.faults.map(({ line, problem, expected }) => ({ line, problem, expected }));
  throw new Error('There were no faults.', { cause: error });
}

interface Answer {
  readonly message: { readonly version: string };
  readonly choice: { readonly common: readonly string[]; readonly why: string };
  readonly xml: string;
}

describe('several versions side by side', () => {
  it.each([
    ['2027-04-30', '26.11', 'xmeld2611'],
    ['2027-05-01', '27.05', 'xmeld2705'],
  ])('a submission of %s goes out in %s, proved by its own schema', async (day, version, namespace) => {
    await using house = await openTestGateway({ config: await network(both), now: () => on(day).now, acts });
    await house.gateway.worker.stop(0);
    const key = await house.key('portal', 'kreisportal');
    const answer = await house.call('/v1/submissions?dryRun=true', { key, body: sampleSubmission() });
    const { message, choice, xml } = (await answer.json()) as Answer;
    expect(message.version).toBe(version);
    expect(choice.common).toEqual(['xmeld/26.11/1700', 'xmeld/27.05/1700']);
    expect(choice.why).toContain(`may be used on ${day}`);
    expect(xml).toContain(`xmlns:xmeld="http://www.osci.de/${namespace}"`);
    expect(xml).toContain(` version="${version}"`);
    expect(xml).toContain(`listVersionID="${version}"`);
    const accepted = await house.call('/v1/submissions', {
      key,
      body: sampleSubmission(),
      headers: { 'idempotency-key': 'v-1' },
    });
    expect(accepted.status).toBe(202);
    expect(await accepted.json()).toMatchObject({ message: { version }, choice });
  });
});

it('a production network never writes the attribute `test`, a test network always does', async () => {
  const sample = await readFile('config/network.yaml', 'utf8');
  const line = /^ {2}test: true.*$/m.exec(sample)?.[0] ?? '';
  for (const [config, expected] of [
    [await network(), true],
    [await network([line, '  test: false']), false],
    [await network([line, '']), false],
  ] as const) {
    await using house = await openTestGateway({ config });
    const key = await house.key('portal', 'kreisportal');
    const answer = await house.call('/v1/submissions?dryRun=true', { key, body: sampleSubmission() });
    expect(/ test="/.test(((await answer.json()) as { xml: string }).xml)).toBe(expected);
  }
});

describe('the check of a configuration', () => {
  it('refuses a route whose service and destination have no message in common', async () => {
    const file = await network(['      - xmeld/26.11/1700\n', '']);
    const lines = (await readFile(file, 'utf8')).split('\n');
    const [fault, ...others] = await faultsOf(file, '2026-11-25');
    expect(others).toEqual([]);
    expect(fault?.problem).toBe('leads to leer-meldewesen, which takes no message of meldebescheinigung (apply)');
    expect(fault?.expected).toContain('one of xmeld/26.11/1700, xmeld/27.05/1700');
    expect(lines[(fault?.line ?? 0) - 1]).toContain('destination: leer-meldewesen');
  });

  it('refuses a version before its time, unless early use is agreed', async () => {
    const [fault] = await faultsOf(await network(onlyNext), '2027-04-20');
    expect(fault?.problem).toContain('may be used on 2027-04-20: xmeld/27.05/1700 is valid from 2027-05-01');
    expect(fault?.expected).toContain('versions.earlyDays');
    const agreed = await network(onlyNext, [
      '    delivery: { parallel',
      '    versions: { earlyDays: 14 }\n    delivery: { parallel',
    ]);
    const { warnings } = await checkConfiguration(agreed, on('2027-04-20'));
    expect(warnings).toEqual([]);
    const byNetwork = await network(onlyNext, ['  test: true', '  versions: { earlyDays: 14 }\n  test: true']);
    await expect(checkConfiguration(byNetwork, on('2027-04-20'))).resolves.toBeDefined();
  });

  it('warns of a version that may not be used yet beside one that may, and of one that nobody here can build', async () => {
    const file = await network([both[0], `${both[1]}      - xmeld/28.05/1700\n`]);
    const { warnings } = await checkConfiguration(file, on('2026-11-25'));
    expect(warnings.map(({ problem }) => problem)).toEqual([
      '"xmeld/28.05/1700" cannot be built here',
      '"xmeld/27.05/1700" may not be used on 2026-11-25: it is valid from 2027-05-01',
    ]);
    expect(warnings[0]?.expected).toMatch(/^did you mean "xmeld\/2\d.05\/1700"\?$|^did you mean/);
  });
});
