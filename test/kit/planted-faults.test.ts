import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Report, type Rig, runConformance } from '../../src/kit.ts';
import { writeDocumented } from './documented-adapter.ts';
import { plant, plantedFaults } from './planted-faults.ts';

/** Crash and load test find nothing here that the other cases don't, and take half the time. */
const burdens = { 'survives-kills': 'a burden', 'survives-load': 'a burden' };

async function run(folder: string, skip: Rig['skip'] = {}): Promise<Report> {
  const { default: rig } = (await import(pathToFileURL(join(folder, 'rig.mjs')).href)) as { default: Rig };
  return runConformance(join(folder, 'adapter.mjs'), { ...rig, skip });
}

const failed = ({ cases }: Report) =>
  cases.filter(({ state }) => state === 'failed').map(({ name, text }) => `${name}: ${text?.en}`);

describe('the documented adapter', () => {
  it('passes all cases that apply, and is reliable', async () => {
    const report = await run(writeDocumented());
    expect(failed(report)).toEqual([]);
    expect(report.cases.filter(({ state }) => state !== 'passed').map(({ name, state }) => [name, state])).toEqual([
      ['check-tells', 'not-applicable'],
      ['duplicate-receipt', 'skipped'],
      ['lookup-true', 'not-applicable'],
      ['lookup-down', 'not-applicable'],
    ]);
    expect(report).toMatchObject({
      level: 'reliable',
      missing: [{ en: expect.stringContaining("vendor's test system") }],
    });
  }, 300_000);

  it.concurrent.each(plantedFaults)(
    'that $fault is found by $foundBy, and by nothing else',
    async (planted) => {
      const report = await run(writeDocumented(plant(planted)), burdens);
      expect(failed(report)).toEqual([expect.stringMatching(new RegExp(`^${planted.foundBy}: `))]);
      if (planted.told) expect(failed(report)[0]).toMatch(planted.told);
    },
    300_000,
  );
});
