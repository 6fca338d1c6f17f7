import { describe, expect, it } from 'vitest';
import mail from '../../adapters/procedures/mail/rig.ts';
import ordner from '../../adapters/procedures/ordner/rig.ts';
import roboter from '../../adapters/procedures/roboter/rig.ts';
import xta from '../../adapters/procedures/xta/rig.ts';
import { caseNames, isGreen, type Level, type Rig, runConformance, simulators } from '../../src/kit.ts';
import { documentedLevel } from '../../src/testing/own-adapter.ts';

const nobody = 'A folder of this machine answers nothing, and nobody stands behind it.';
const local: Rig = {
  ...ordner,
  steps: ['fetch'],
  start: simulators.folder.start,
  cannot: { ...ordner.cannot, unavailable: nobody, crash: nobody, cut: nobody, slow: nobody },
};
/** `zustellwerk adapter test` plays them; here they would take half the time. */
const burdens = { 'survives-kills': 'a burden', 'survives-load': 'a burden' };

/** Our other adapters with a rig, beside their own tests. */
describe.each([
  ['xta', xta, documentedLevel('xta')],
  ['ordner', ordner, documentedLevel('ordner')],
  ['ordner', local, 'basic'],
  ['roboter', roboter, documentedLevel('roboter')],
  ['mail', mail, documentedLevel('mail')],
] as [string, Rig, Level][])('%s', (id, rig, level) => {
  it('does all that an adapter has to do', async () => {
    const module = new URL(`../../adapters/procedures/${id}/adapter.ts`, import.meta.url);
    const report = await runConformance(module, { ...rig, skip: burdens });
    const faults = report.cases.filter((each) => each.state === 'failed' && each.level === 'basic');
    expect(faults.map(({ name, text }) => `${name}: ${text?.en}`)).toEqual([]);
    expect(report.cases.map(({ name }) => name)).toEqual(caseNames);
    expect(isGreen(report)).toBe(true);
    expect(report.level).toBe(level);
  }, 300_000);
});
