import { describe, expect, it } from 'vitest';
import { isGreen, type Rig, runConformance } from '../../../src/kit.ts';
import { conformanceOfOurs } from '../../../src/testing/own-adapter.ts';
import crashing from '../teaching-crashes/rig.ts';
import refusing from '../teaching-refuses/rig.ts';
import rig from './rig.ts';

describe('teaching-works', () => {
  conformanceOfOurs('teaching-works', rig);
});

describe('the kit says of an adapter that', () => {
  const run = (name: string, of: Rig) =>
    runConformance(new URL(`../teaching-${name}/adapter.ts`, import.meta.url), of, { only: ['delivers'] });

  it('refuses, that nothing arrives, and what it came to', async () => {
    const report = await run('refuses', refusing);
    const text = expect.stringContaining('rejected, refused, to teach');
    expect(report.cases).toMatchObject([{ name: 'delivers', state: 'failed', text: { en: text } }]);
    expect(isGreen(report)).toBe(false);
  }, 60_000);

  it('throws, that it threw, and where', async () => {
    const report = await run('crashes', crashing);
    const text = expect.stringMatching(/parked: The adapter teaching-crashes threw: Error: .* to teach what follows/);
    expect(report.cases).toMatchObject([{ name: 'delivers', state: 'failed', text: { en: text } }]);
  }, 60_000);
});
