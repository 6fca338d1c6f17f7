import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Language } from '../findings.ts';
import type { HeadParty } from '../messages/read-head.ts';
import { loadSchemas } from '../messages/schemas.ts';
import { loadSchematron } from '../messages/schematron.ts';
import { cannotRun, type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { type Judgement, judgeMessage } from './judge-message.ts';
import { chooseLanguage, languageOption } from './language.ts';
import { addExplain } from './message-explain.ts';
import { readInput } from './read-input.ts';
import { layOut, paintFor, printJson } from './terminal.ts';

interface Options {
  readonly official?: string;
  readonly lang?: Language;
  readonly json?: true;
}

/** `zustellwerk message check FILE…`, and `message explain` beside it. */
export function addMessage(program: Command): void {
  const message = program.command('message').description('Work with XML messages.');
  message
    .command('check')
    .description('Judge XML messages by the schema of their standard, and say for each fault what would be right.')
    .argument('<files...>', 'XML files; - for stdin')
    .option(
      '--official <folder>',
      'official schemas (XSD files with all that they import) and rules (Schematron, .sch); they replace the modelled ones',
    )
    .addOption(languageOption())
    .option('--json', "print the verdicts as JSON, with the validator's own words")
    .addHelpText(
      'after',
      `
The verdict is the schema's. Rules above the schema are told beside it; a broken one of severity error refuses too (exit 1).
Verdicts: valid · invalid · unreadable (no XML, or none that is safe to read) · unknown-standard · unknown-message

Example: zustellwerk message check --lang de message.xml
${exitCodeHelp}`,
    )
    .action(runCommand(checkMessages));
  addExplain(message);
}

async function checkMessages(files: readonly string[], { official, lang, json }: Options): Promise<ExitCode> {
  if (official !== undefined && !(await isFolder(official))) throw cannotRun(`${official} is not a folder.`);
  const language = chooseLanguage(lang);
  const documents = await Promise.all(files.map(async (file) => ({ file, bytes: await readInput(file) })));
  const schemas = await loadSchemas(official);
  const schematron = await loadSchematron(official);
  try {
    const judged: (Judgement & { file: string })[] = [];
    for (const { file, bytes } of documents)
      judged.push({ file, ...(await judgeMessage(bytes, schemas, language, schematron)) });
    if (json) printJson({ messages: judged });
    else for (const each of judged) print(each, language);
    return judged.every(isFine) ? exitCodes.fine : exitCodes.refused;
  } finally {
    schemas.dispose();
  }
}

function isFine({ verdict, rules }: Judgement): boolean {
  return verdict === 'valid' && rules.every(({ severity }) => severity !== 'error');
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

const words = {
  de: {
    author: 'Autor',
    reader: 'Leser',
    created: 'erstellt',
    line: 'Zeile',
    origin: 'kommt aus',
    known: 'bekannt',
    root: 'Wurzelelement',
    test: 'Testnachricht',
    error: 'Fehler',
    warning: 'Warnung',
  },
  en: {
    author: 'author',
    reader: 'reader',
    created: 'created',
    line: 'line',
    origin: 'comes from',
    known: 'known',
    root: 'root element',
    test: 'test message',
    error: 'error',
    warning: 'warning',
  },
} as const;

const verdicts = {
  valid: { de: 'gültig', en: 'valid' },
  invalid: { de: 'ungültig', en: 'invalid' },
  unreadable: { de: 'nicht lesbar', en: 'unreadable' },
  'unknown-standard': { de: 'unbekannter Standard oder unbekannte Version', en: 'unknown standard or version' },
  'unknown-message': { de: 'unbekannte Nachricht', en: 'unknown message' },
} as const;

function print(
  { file, verdict, namespace, root, head, faults, rules, known = [], official }: Judgement & { file: string },
  language: Language,
): void {
  const paint = paintFor(process.stdout);
  const word = words[language];
  const colour = verdict === 'valid' ? 'green' : 'red';
  const schema = official ? ` (${language === 'de' ? 'amtliches Schema' : 'official schema'})` : '';
  console.log(`${paint('bold', file)}: ${paint(colour, verdicts[verdict][language])}${schema}`);
  const rows = [
    ['standard', [head.standard, head.version, head.type].filter(Boolean).join(' ')],
    [word.root, root ?? ''],
    ['namespace', verdict.startsWith('unknown') ? namespace || '–' : ''],
    [word.known, known.join('\n')],
    ['UUID', head.uuid ?? ''],
    [word.author, tell(head.author)],
    [word.reader, tell(head.reader)],
    [word.created, head.createdAt ?? ''],
    [word.test, head.test ?? ''],
  ].filter(([, value]) => value !== '');
  const lines = rows.flatMap(([label = '', value = '']) =>
    value.split('\n').map((line, index) => [`  ${paint('dim', index === 0 ? label : '')}`, line]),
  );
  for (const line of layOut(lines)) console.log(line);
  for (const { line, xpath, explanation, origin } of faults) {
    const place = [line > 0 ? `${word.line} ${line}` : '', xpath].filter(Boolean).join('  ');
    console.log(`  ${paint('red', '✗')} ${explanation}`);
    if (place !== '') console.log(`    ${paint('dim', place)}`);
    if (origin !== undefined) console.log(`    ${paint('dim', `${word.origin} ${origin}`)}`);
  }
  for (const { id, severity, text, xpath } of rules) {
    console.log(
      `  ${severity === 'error' ? paint('red', '✗') : paint('yellow', '!')} ${word[severity]} ${id}: ${text}`,
    );
    console.log(`    ${paint('dim', xpath)}`);
  }
}

function tell(party: HeadParty | undefined): string {
  return [party?.kennung, party?.name].filter(Boolean).join('  ');
}
