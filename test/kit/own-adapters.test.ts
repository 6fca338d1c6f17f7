import { describe, expect, it } from 'vitest';
import ordner from '../../adapters/procedures/ordner/rig.ts';
import xta from '../../adapters/procedures/xta/rig.ts';
import { caseNames, isGreen, type Rig, runConformance, simulators } from '../../src/kit.ts';

/** Our other adapters with a rig, beside their own tests. */
describe.each([
  ['xta', xta],
  ['ordner', ordner],
  ['ordner', { ...ordner, start: simulators.sftp.start }],
] as [string, Rig][])('%s', (id, rig) => {
  it('does all that an adapter has to do', async () => {
    const module = new URL(`../../adapters/procedures/${id}/adapter.ts`, import.meta.url);
    const report = await runConformance(module, rig);
    const faults = report.cases.filter(({ state, level }) => level === 'basic' && state === 'failed');
    expect(faults.map(({ name, text }) => `${name}: ${text?.en}`)).toEqual([]);
    expect(report.cases.map(({ name }) => name)).toEqual(caseNames);
    expect(isGreen(report)).toBe(true);
  }, 300_000);
});
