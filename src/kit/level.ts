import type { Bilingual } from '../delivery/exchange.ts';
import type { Level } from './case.ts';
import type { CaseName } from './case-names.ts';
import type { CaseResult, Report } from './report.ts';

/** What has to be tried, and not left out, before deliveries may count as reliable. */
const reliableCases: readonly CaseName[] = [
  'outage-waits',
  'error-never-throws',
  'cut-before',
  'cut-during',
  'cut-after',
  'bytes-stable',
  'same-key',
  'restart-between-steps',
  'duplicates-recognised',
  'lookup-true',
  'lookup-down',
  'abort-releases',
  'nothing-personal',
  'calls-recorded',
  'doubt-resolved',
];

type Judged = Pick<Report, 'level' | 'missing'>;

/**
 * The level that the results come to; each includes the ones below.
 *
 * - *basic*: no case of this level failed; what is left out has its reason.
 * - *reliable*: the cases above are passed, or don't apply by the adapter's declaration. A skip is not enough.
 * - *proven*: the crash test and the load test are passed, and the same version ran against a vendor's own system.
 *
 * @param vendorRuns reports of earlier runs against vendors' systems.
 */
export function judgeLevel(
  results: readonly CaseResult[],
  adapter: Report['adapter'],
  vendorRuns: readonly Report[],
): Judged {
  const basic = results
    .filter(({ level, state }) => level === 'basic' && (state === 'failed' || state === 'blocked'))
    .map(tell);
  if (basic.length > 0) return { level: 'none', missing: basic };
  const reliable = lacking(results, reliableCases);
  if (reliable.length > 0) return { level: 'basic', missing: reliable };
  const proven = [...lacking(results, ['survives-kills', 'survives-load']), ...lackingVendorRun(adapter, vendorRuns)];
  if (proven.length > 0) return { level: 'reliable', missing: proven };
  return { level: 'proven', missing: [] };
}

function lacking(results: readonly CaseResult[], names: readonly CaseName[]): Bilingual[] {
  return results
    .filter(({ name, state }) => names.includes(name) && state !== 'passed' && state !== 'not-applicable')
    .map(tell);
}

function tell({ name, text, title }: CaseResult): Bilingual {
  const { de, en } = text ?? title;
  return { de: `${name}: ${de}`, en: `${name}: ${en}` };
}

function lackingVendorRun({ id, version }: Report['adapter'], runs: readonly Report[]): Bilingual[] {
  const ran = runs.some(
    ({ adapter, vendorSystem, cases }) =>
      adapter.id === id &&
      adapter.version === version &&
      vendorSystem !== undefined &&
      cases.some(({ name, state }) => name === 'delivers' && state === 'passed') &&
      cases.every(({ state }) => state !== 'failed'),
  );
  if (ran) return [];
  return [
    {
      de: `Version ${version} lief noch nicht gegen ein Testsystem des Herstellers (adapter test --vendor-run).`,
      en: `Version ${version} has not run against a vendor's test system yet (adapter test --vendor-run).`,
    },
  ];
}

export const levels: readonly Level[] = ['basic', 'reliable', 'proven'];
