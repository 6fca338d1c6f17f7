import { describe, expect, it } from 'vitest';
import { type CaseName, runConformance } from '../../src/kit.ts';
import rig from './case-system-rig.ts';

const only: readonly CaseName[] = [
  'check-tells',
  'cut-after',
  'lookup-true',
  'lookup-down',
  'abort-releases',
  'doubt-resolved',
  'survives-kills',
];

async function run(module: string, of = only) {
  const { cases } = await runConformance(new URL(module, import.meta.url), rig, { only: of });
  return cases.filter(({ state }) => state !== 'passed').map(({ name, text }) => `${name}: ${text?.en}`);
}

describe('an adapter whose target recognises nothing, but can be asked', () => {
  it('survives cuts and kills by looking up', async () => {
    expect(await run('../case-system/adapter.ts')).toEqual([]);
  }, 120_000);

  it('is found when its lookup lies', async () => {
    const found = await run('./planted/lying-lookup.ts', ['lookup-true']);
    expect(found).toEqual([expect.stringMatching(/^lookup-true: .* has the message 2 times/)]);
  }, 120_000);

  it('is found when its lookup takes an error for an answer', async () => {
    const found = await run('./planted/hasty-lookup.ts', ['lookup-true', 'lookup-down']);
    expect(found).toEqual([expect.stringMatching(/^lookup-down: .* \(look up\); the adapter says "handed-over"/)]);
  }, 120_000);

  it('is found when it ends in time and leaves a request open', async () => {
    const found = await run('./planted/leaking-abort.ts', ['abort-releases']);
    expect(found).toEqual([expect.stringMatching(/^abort-releases: open case: still open after the abort: .*TCP/)]);
  }, 120_000);

  it('is found when it ends the process, and the cases go on in another', async () => {
    const found = await run('./planted/ending-process.ts', ['refusal-final', 'cut-after']);
    expect(found).toEqual([expect.stringMatching(/^refusal-final: /)]);
  }, 120_000);
});
