import type { Command } from 'commander';
import { readSettings } from '../config/settings.ts';
import { readPlan } from '../configuration.ts';
import type { Language } from '../findings.ts';
import { explain as explainFinding } from '../findings-text.ts';
import { explainSubmission } from '../intake/explain.ts';
import type { Plan, Portal } from '../intake/plan.ts';
import type { PointedFinding } from '../intake/profile.ts';
import type { SubmissionTrace, TracedElement } from '../intake/trace-submission.ts';
import { cannotRun, type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { chooseLanguage, languageOption } from './language.ts';
import { readInput } from './read-input.ts';
import { paintFor, printJson, printTable } from './terminal.ts';

interface Options {
  readonly config?: string;
  readonly portal?: string;
  readonly lang?: Language;
  readonly json?: true;
}

/** `zustellwerk message explain FILE` */
export function addExplain(message: Command): void {
  message
    .command('explain')
    .description(
      'Show where each element of the message comes from that a submission becomes, and which fields go nowhere.',
    )
    .argument('<file>', 'JSON: the body of a submission, or a fixture with it as `request`; - for stdin')
    .option('--config <file>', 'network file; left out: ZUSTELLWERK_CONFIG, else config/network.yaml')
    .option(
      '--portal <id>',
      'who submits; left out: the portal of the fixture, else the first that may use the profile',
    )
    .addOption(languageOption())
    .option('--json', 'print the trace as JSON')
    .addHelpText(
      'after',
      `
Needs no database; something stands in for files that a submission refers to.

Example: zustellwerk message explain fixtures/meldebescheinigung/formularserver-extended.json
${exitCodeHelp}`,
    )
    .action(runCommand(explain));
}

async function explain(file: string, { config, portal: portalId, lang, json }: Options): Promise<ExitCode> {
  const { body, portal } = submissionIn(parse(await readInput(file), file));
  const plan = await readPlan(config ?? readSettings(process.env).config);
  try {
    const result = await explainSubmission(body, choosePortal(portalId ?? portal, body, plan), plan, new Date());
    if (result.kind === 'refused') {
      tellFindings(result.findings, chooseLanguage(lang));
      return exitCodes.refused;
    }
    const { resolved, trace } = result;
    const head = { destination: resolved.destination.id, message: resolved.message.definition.id };
    if (json) printJson({ ...head, trace });
    else print(head, trace);
    return exitCodes.fine;
  } finally {
    plan.schemas.dispose();
  }
}

function parse(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw cannotRun(`${file} is not JSON.`, cause);
  }
}

function submissionIn(value: unknown): { body: unknown; portal?: string } {
  if (typeof value !== 'object' || value === null || 'serviceId' in value || !('request' in value)) {
    return { body: value };
  }
  return {
    body: value.request,
    ...('portal' in value && typeof value.portal === 'string' ? { portal: value.portal } : {}),
  };
}

function choosePortal(id: string | undefined, body: unknown, { config: { portals } }: Plan): Portal {
  const profile = typeof body === 'object' && body !== null && 'profile' in body ? body.profile : undefined;
  const chosen =
    id === undefined
      ? (portals.find(({ profiles }) => profiles.some((each) => each === profile)) ?? portals[0])
      : portals.find((portal) => portal.id === id);
  if (chosen) return chosen;
  throw cannotRun(id === undefined ? 'The network has no portal.' : `The network has no portal "${id}".`);
}

function tellFindings(findings: readonly PointedFinding[], language: Language): void {
  for (const { pointer, finding } of findings) {
    console.error(`${pointer} ${finding.params?.id ?? finding.rule}: ${explainFinding(finding, language)}`);
  }
}

const reasons = {
  blank: 'blank, which counts as absent',
  ignored: 'the profile says that it carries nothing for the office',
  'not-mapped': 'the profile does not know it',
  'not-in-message': 'read, but no part of the message',
} as const;

function print(head: { destination: string; message: string }, { elements, fields }: SubmissionTrace): void {
  const [root] = elements;
  const below = (xpath: string) => xpath.slice((root?.xpath.length ?? 0) + 1);
  const told = elements.filter(({ origin }) => origin !== 'structure');
  console.log(`${head.message} to ${head.destination}, ${root?.xpath}\n`);
  printTable(
    ['ELEMENT', 'FROM'],
    told.map((element) => [below(element.xpath), fromOf(element)]),
  );
  const lost = fields.flatMap(({ pointer, nowhere }) => (nowhere === undefined ? [] : [[pointer, reasons[nowhere]]]));
  console.log();
  if (lost.length === 0) console.log(`${paintFor(process.stdout)('green', '✓')} Every field went somewhere.`);
  else printTable(['WENT NOWHERE', 'BECAUSE'], lost);
}

function fromOf({ origin, pointers = [], detail = '' }: TracedElement): string {
  switch (origin) {
    case 'portal':
      return pointers.join(' + ');
    case 'default':
      return 'added by the gateway';
    case 'form':
      return 'form of the service';
    case 'profile':
      return "constant of the portal's profile";
    case 'code-list':
      return `code list ${detail}`;
    case 'head':
      return `head: ${detail}`;
    case 'constant':
      return 'always the same';
    case 'structure':
      return '';
  }
}
