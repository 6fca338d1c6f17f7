import { caseNames } from './case-names.ts';
import type { CaseResult, Report } from './report.ts';
import type { Rig } from './rig.ts';
import { runConformance } from './run-conformance.ts';

/** What is needed of a test runner: Vitest's `it` and `beforeAll`, or `it` and `before` of `node:test`. */
export interface TestRunner {
  readonly it: (name: string, test: (context: TestContext) => Promise<void>) => void;
  readonly before: (prepare: () => Promise<void>, timeout?: number) => void;
}

export interface TestContext {
  skip(reason?: string): void;
}

const longest = 180_000;

/**
 * Registers the named cases as tests of a runner. What is left out is skipped with its reason; a case of a higher level
 * that is not passed is skipped too, since it does not make the adapter wrong.
 *
 * @example
 * import { before, it } from 'node:test';
 * conformance(new URL('./adapter.js', import.meta.url), rig, { before, it });
 */
export function conformance(module: URL, rig: Rig, { it, before }: TestRunner): void {
  let report: Report | undefined;
  before(async () => {
    report = await runConformance(module, rig);
  }, longest);
  for (const name of caseNames) {
    it(name, async (context) => {
      const result = report?.cases.find((each) => each.name === name);
      if (!result) throw new Error('The cases did not run.');
      conclude(result, context);
    });
  }
}

function conclude({ state, text, level, title }: CaseResult, context: TestContext): void {
  const said = text?.en ?? '';
  if (state === 'passed') return;
  if (state === 'skipped' || state === 'not-applicable') return context.skip(said);
  if (level !== 'basic') return context.skip(`missing for the level ${level}: ${said}`);
  throw new Error(`${title.en}: ${said}`);
}
