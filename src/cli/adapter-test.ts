import { readFile, writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { Language } from '../findings.ts';
import { caseNames } from '../kit/case-names.ts';
import { type FoundAdapter, findAdapter, loadAdapter, loadRig, NotLoadable } from '../kit/find-adapter.ts';
import { type CaseResult, type CaseState, isGreen, type Report } from '../kit/report.ts';
import { writeHtml } from '../kit/report-html.ts';
import { writeJunit } from '../kit/report-junit.ts';
import { runConformance } from '../kit/run-conformance.ts';
import { folderOfAdapter } from '../load-adapters.ts';
import { cannotRun, type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { chooseLanguage, languageOption } from './language.ts';
import { paintFor, printJson } from './terminal.ts';

interface Options {
  readonly html?: string;
  readonly junit?: string;
  readonly only?: (typeof caseNames)[number][];
  readonly vendorRun?: readonly string[];
  readonly verbose?: true;
  readonly lang?: Language;
  readonly json?: true;
}

/** `zustellwerk adapter test NAME` */
export function addAdapterTest(adapter: Command): void {
  adapter
    .command('test')
    .description('Try an adapter by all named cases, against the target of its rig, and say which level it reaches.')
    .argument('<name>', 'id of an adapter of ours, or a folder with adapter.js and rig.js (.mjs and .ts too)')
    .option('--html <file>', 'write the report as an HTML page, to be handed to a vendor')
    .option('--junit <file>', 'write the report as JUnit XML')
    .addOption(new Option('--only <case...>', 'run these cases and those that they need').choices(caseNames))
    .option('--vendor-run <file...>', "JSON reports of runs against a vendor's own system, for the level proven")
    .option('--verbose', 'show on stderr what the adapter prints')
    .addOption(languageOption())
    .option('--json', 'print the report as JSON')
    .addHelpText('after', `\nExample: zustellwerk adapter test xoev-https --html report.html\n${exitCodeHelp}`)
    .action(runCommand(testAdapter));
}

async function testAdapter(name: string, options: Options): Promise<ExitCode> {
  const { html, junit, only, verbose, json } = options;
  const { adapter, rig } = find(name);
  const language = chooseLanguage(options.lang);
  const vendorRuns = await Promise.all((options.vendorRun ?? []).map(readReport));
  await loadAdapter(adapter).catch(sayWhatToDo);
  const report = await runConformance(adapter, await loadRig(rig).catch(sayWhatToDo), {
    vendorRuns,
    ...(only && { only }),
    ...(!json && { onResult: (result) => printResult(result, language) }),
    ...(verbose && { onOutput: (text) => process.stderr.write(text) }),
  });
  if (html !== undefined) await writeFile(html, writeHtml(report));
  if (junit !== undefined) await writeFile(junit, writeJunit(report));
  if (json) printJson(report);
  else printLevel(report, language);
  const passed = only ? report.cases.every(({ state }) => state !== 'failed' && state !== 'blocked') : isGreen(report);
  return passed ? exitCodes.fine : exitCodes.refused;
}

function find(name: string): FoundAdapter {
  const found = findAdapter(name) ?? findAdapter(folderOfAdapter(name));
  if (!found) throw cannotRun(`${name} is neither an adapter with a rig nor a folder with adapter.js and rig.js.`);
  return found;
}

function sayWhatToDo(error: unknown): never {
  throw error instanceof NotLoadable ? cannotRun(error.message, error) : error;
}

async function readReport(file: string): Promise<Report> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } catch (cause) {
    throw cannotRun(`${file} is no report; zustellwerk adapter test --json writes one.`, cause);
  }
}

const marks: Readonly<Record<CaseState, readonly [string, 'green' | 'red' | 'yellow']>> = {
  passed: ['✓', 'green'],
  failed: ['✗', 'red'],
  skipped: ['–', 'yellow'],
  'not-applicable': ['–', 'yellow'],
  blocked: ['?', 'red'],
};

function printResult({ name, title, state, level, text }: CaseResult, language: Language): void {
  // What failed before has said enough.
  if (state === 'blocked') return;
  const paint = paintFor(process.stdout);
  const [mark, colour] = marks[state];
  const higher = level === 'basic' ? '' : ` (${level})`;
  console.log(`${paint(colour, mark)} ${name}${higher}  ${paint('dim', title[language])}`);
  if (text) console.log(`    ${text[language]}`);
}

const words = {
  de: { level: 'Stufe', none: 'keine', missing: 'Es fehlt', untried: 'Fälle nicht geprüft' },
  en: { level: 'level', none: 'none', missing: 'missing', untried: 'cases not tried' },
} as const;

function printLevel({ adapter, level, missing, cases }: Report, language: Language): void {
  const word = words[language];
  const paint = paintFor(process.stdout);
  console.log(
    `\n${adapter.id} ${adapter.version}: ${word.level} ${paint('bold', level === 'none' ? word.none : level)}`,
  );
  const untried = cases.filter(({ state }) => state === 'blocked').map(({ name }) => name);
  const told = missing.filter(({ en }) => !untried.some((name) => en.startsWith(`${name}:`)));
  for (const each of told) console.log(`  ${word.missing}: ${each[language].split('\n')[0]}`);
  if (untried.length > 0) console.log(`  ${word.untried}: ${untried.join(', ')}`);
}
