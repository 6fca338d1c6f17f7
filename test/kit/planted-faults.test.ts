import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type CaseName, type Report, type Rig, runConformance } from '../../src/kit.ts';
import { writeDocumented } from './documented-adapter.ts';
import { plant, plantedFaults } from './planted-faults.ts';

async function run(folder: string, options: { only?: CaseName[] } = {}): Promise<Report> {
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
      ['lookup-down', 'not-applicable'],
    ]);
    expect(report).toMatchObject({
      level: 'reliable',
      missing: [{ en: expect.stringContaining("vendor's test system") }],
    });
  }, 300_000);

  it.concurrent.each(plantedFaults)(
    'that $fault is found by $foundBy',
    async (planted) => {
      // That case and those that it needs: all cases for each fault would take minutes.
      const report = await run(writeDocumented(plant(planted)), { only: [planted.foundBy] });
      expect(failed(report)).toEqual([expect.stringMatching(new RegExp(`^${planted.foundBy}: `))]);
    },
    300_000,
  );
});
