import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Size, writeLargeNetwork } from './large-network.ts';
import type { PlanCosts } from './measure-plan.ts';

const script = fileURLToPath(new URL('measure-plan.ts', import.meta.url));

/** What a network of that size costs beside the sample network, in turns: the least of the rounds of each. */
export async function measureCatalogue(sample: string, size: Size, rounds: number): Promise<[PlanCosts, PlanCosts]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-catalogue-'));
  try {
    const file = await writeLargeNetwork(folder, size);
    const runs: [PlanCosts, PlanCosts][] = [];
    for (let round = 0; round < rounds; round++) runs.push([await run(sample), await run(file)]);
    return [least(runs.map(([small]) => small)), least(runs.map(([, large]) => large))];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run(file: string): Promise<PlanCosts> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, file]);
  return JSON.parse(stdout) as PlanCosts;
}

/** Others use the machine too: what was least is nearest to the truth. */
function least(runs: readonly PlanCosts[]): PlanCosts {
  return runs.reduce((best, each) => {
    const pairs = Object.entries(best).map(([name, value]) => [name, Math.min(value, each[name as keyof PlanCosts])]);
    return Object.fromEntries(pairs) as unknown as PlanCosts;
  });
}

/** For people: both networks and their ratio. */
export function writeCatalogue([sample, large]: readonly [PlanCosts, PlanCosts]): string {
  const line = (name: string, read: (costs: PlanCosts) => number, digits = 0) => {
    const [one, other] = [read(sample), read(large)];
    const cells = [one.toFixed(digits), other.toFixed(digits), (other / one).toFixed(1)];
    return name.padEnd(44) + cells.map((cell) => cell.padStart(10)).join('');
  };
  return [
    `${''.padEnd(44)}${['sample', 'large', 'ratio'].map((name) => name.padStart(10)).join('')}`,
    line('services', ({ services }) => services),
    line('authorities', ({ authorities }) => authorities),
    line('routes', ({ routes }) => routes),
    line('read and check, ms', ({ start }) => start),
    line('of it CPU time, ms', ({ cpu }) => cpu),
    line('heap afterwards, MiB', ({ heap }) => heap / 2 ** 20),
    line('scan of the names by includes, µs', ({ scan }) => scan, 1),
    line('search, µs', ({ search }) => search, 1),
    line('search / scan', ({ search, scan }) => search / scan, 1),
    line('route, µs', ({ route }) => route, 1),
    line('find and tell 20 services of a region, µs', ({ tell }) => tell),
  ].join('\n');
}
