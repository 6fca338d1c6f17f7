import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bilingual } from '../delivery/exchange.ts';
import { loadSchemas } from '../messages/schemas.ts';
import { version } from '../version.ts';
import { openBench } from './bench.ts';
import { type Case, type Ground, Shortfall } from './case.ts';
import type { CaseName } from './case-names.ts';
import { cases } from './cases.ts';
import { loadAdapter } from './find-adapter.ts';
import { judgeLevel } from './level.ts';
import type { CaseResult, Report } from './report.ts';
import type { Rig } from './rig.ts';
import { sampleFor } from './sample.ts';

export interface ConformanceOptions {
  /** Told after each case. */
  readonly onResult?: (result: CaseResult) => void;
  /** Runs these cases and those that they need; absent: all. */
  readonly only?: readonly CaseName[];
  /** Told of what the adapter prints. */
  readonly onOutput?: (text: string) => void;
  /** Reports of earlier runs against vendors' systems, for the level *proven*. */
  readonly vendorRuns?: readonly Report[];
}

/**
 * Tries an adapter by all named cases, against the target of its rig. The adapter runs in processes of its own, which are
 * killed where a case asks for it; the gateway's own code makes the attempts.
 *
 * @param module where the adapter's module is, whose default export it is: an address, or a path from the working directory.
 * @throws Error when adapter or target cannot be started at all.
 * @example
 * const report = await runConformance(new URL('./adapter.js', import.meta.url), rig);
 * console.log(report.level, report.missing);
 */
export async function runConformance(
  module: URL | string,
  rig: Rig,
  { onResult, onOutput, only, vendorRuns = [] }: ConformanceOptions = {},
): Promise<Report> {
  const address = addressOf(module);
  const adapter = await loadAdapter(address);
  await using cleanup = new AsyncDisposableStack();
  const schemas = await loadSchemas();
  cleanup.defer(() => schemas.dispose());
  const target = await rig.start();
  cleanup.defer(() => target.close());
  const bench = await openBench({
    module: address,
    adapter,
    target,
    timeout: rig.timeout ?? 10_000,
    ...(onOutput && { onOutput }),
  });
  cleanup.defer(() => bench.close());
  const ground: Ground = {
    bench,
    adapter,
    target,
    rig,
    schemas,
    sample: () => {
      const sample = rig.sample?.(randomUUID()) ?? sampleFor(adapter.takes, randomUUID());
      if (!sample)
        throw new Error(`There is no sample of ${adapter.takes?.join(', ')}: the rig has to bring one (sample).`);
      return sample;
    },
    sampleWith: (files) => (rig.sample ? undefined : sampleFor(adapter.takes, randomUUID(), files)),
  };
  const results: CaseResult[] = [];
  const wanted = only && withNeeds(only);
  for (const each of cases) {
    if (wanted?.has(each.name) === false) continue;
    const result = await runCase(each, ground, results);
    await target.behave([]);
    results.push(result);
    onResult?.(result);
  }
  const who = { id: adapter.id, version: adapter.version };
  return {
    adapter: who,
    target: target.name,
    ...(rig.vendorSystem !== undefined && { vendorSystem: rig.vendorSystem }),
    date: new Date().toISOString(),
    zustellwerk: version,
    cases: results,
    ...(wanted ? partial : judgeLevel(results, who, vendorRuns)),
  };
}

/** A case comes after those that it needs. */
function withNeeds(only: readonly CaseName[]): ReadonlySet<CaseName> {
  const wanted = new Set(only);
  for (const { name, needs = [] } of cases.toReversed()) {
    if (wanted.has(name)) for (const each of needs) wanted.add(each);
  }
  return wanted;
}

function addressOf(module: URL | string): string {
  if (module instanceof URL) return module.href;
  return URL.canParse(module) ? module : pathToFileURL(resolve(module)).href;
}

/** Some of the cases come to no level. */
const partial = {
  level: 'none',
  missing: [{ de: 'Es liefen nicht alle Fälle.', en: 'Not all cases were run.' }],
} as const;

async function runCase(given: Case, ground: Ground, before: readonly CaseResult[]): Promise<CaseResult> {
  const { name, level, title } = given;
  const begun = performance.now();
  const ended = await judge(given, ground, before);
  return { name, level, title, ...ended, milliseconds: Math.round(performance.now() - begun) };
}

async function judge(
  { name, level, run, needs = [], plays = [], unless }: Case,
  ground: Ground,
  before: readonly CaseResult[],
): Promise<Pick<CaseResult, 'state' | 'text'>> {
  const { rig } = ground;
  const skip = rig.skip?.[name];
  if (skip !== undefined) return { state: 'skipped', text: same(skip) };
  const missing = before.find(
    (each) => needs.includes(each.name) && (each.state === 'failed' || each.state === 'blocked'),
  );
  if (missing) {
    return {
      state: 'blocked',
      text: { de: `Erst muss ${missing.name} gelingen.`, en: `First ${missing.name} has to pass.` },
    };
  }
  const reason = unless?.(ground);
  if (reason) return { state: 'not-applicable', text: reason };
  const cannot = plays.map((kind) => rig.cannot?.[kind] ?? vendorsOwn(rig)).find((each) => each !== undefined);
  const burden = level === 'proven' ? vendorsOwn(rig) : undefined;
  const left = cannot ?? burden;
  if (left !== undefined) return { state: 'skipped', text: same(left) };
  try {
    await run(ground);
    return { state: 'passed' };
  } catch (error) {
    if (error instanceof Shortfall) return { state: 'failed', text: error.said };
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { state: 'failed', text: same(said) };
  }
}

function vendorsOwn({ vendorSystem }: Rig): string | undefined {
  return vendorSystem === undefined ? undefined : `${vendorSystem}: no faults and no load on a vendor's own system`;
}

function same(text: string): Bilingual {
  return { de: text, en: text };
}
