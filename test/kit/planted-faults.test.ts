import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { caseNames, type Report, type Rig, runConformance } from '../../src/kit.ts';
import { writeDocumented } from './documented-adapter.ts';
import { plant, plantedFaults } from './planted-faults.ts';

/** Crash and load tests find nothing here that the named cases don't. */
const only = caseNames.filter((name) => !name.startsWith('survives-'));

async function run(folder: string, options: { only?: typeof only } = {}): Promise<Report> {
  const { default: rig } = (await import(pathToFileURL(join(folder, 'rig.mjs')).href)) as { default: Rig };
  return runConformance(join(folder, 'adapter.mjs'), rig, options);
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
    ]);
    expect(report).toMatchObject({
      level: 'reliable',
      missing: [{ en: expect.stringContaining("vendor's test system") }],
    });
  }, 300_000);

  it.concurrent.each(plantedFaults)(
    'that $fault is found by $foundBy alone',
    async (planted) => {
      const report = await run(writeDocumented(plant(planted)), { only });
      expect(failed(report)).toEqual([expect.stringMatching(new RegExp(`^${planted.foundBy}: `))]);
    },
    300_000,
  );
});
