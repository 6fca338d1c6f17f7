import type { Level } from './case.ts';
import { caseNames } from './case-names.ts';
import type { CaseResult, Report } from './report.ts';
import type { Rig } from './rig.ts';
import { runConformance } from './run-conformance.ts';

/** What is needed of a test runner. The cases run in `before`, which takes some ten seconds: a runner may have to allow it. */
export interface TestRunner {
  readonly it: (name: string, test: (context: TestContext) => Promise<void>) => unknown;
  readonly before: (prepare: () => Promise<void>) => unknown;
}

interface TestContext {
  skip(reason?: string): void;
}

/**
 * Registers the named cases as tests of a runner. What is left out is skipped with its reason; a case of a higher level
 * that is not passed is skipped too, since it does not make the adapter wrong.
 *
 * @param level what it has to come to, no less and no more; absent: that is not asked.
 * @example
 * // node:test
 * import { before, it } from 'node:test';
 * conformance(new URL('./adapter.js', import.meta.url), rig, { before, it });
 * @example
 * // Vitest
 * import { beforeAll, it } from 'vitest';
 * conformance(new URL('./adapter.ts', import.meta.url), rig, { before: (run) => beforeAll(run, 120_000), it });
 */
export function conformance(module: URL, rig: Rig, { it, before }: TestRunner, level?: Level): void {
  let report: Report | undefined;
  before(async () => {
    report = await runConformance(module, rig);
  });
  for (const name of caseNames) {
    it(name, async (context) => {
      const result = report?.cases.find((each) => each.name === name);
      if (!result) throw new Error('The cases did not run.');
      const reason = whySkipped(result);
      if (reason !== undefined) context.skip(reason);
      else if (result.state !== 'passed') throw new Error(`${result.title.en}: ${result.text?.en ?? result.state}`);
    });
  }
  if (level === undefined) return;
  it(`is ${level}`, async () => {
    const missing = report?.missing.map(({ en }) => en).join('; ');
    if (report?.level !== level) throw new Error(`It came to ${report?.level}. Missing for more: ${missing}`);
  });
}

function whySkipped({ state, level, text }: CaseResult): string | undefined {
  if (state === 'skipped' || state === 'not-applicable') return text?.en ?? state;
  return state === 'passed' || level === 'basic' ? undefined : `missing for the level ${level}: ${text?.en}`;
}
