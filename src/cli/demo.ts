import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { type DemoOutcome, runDemo } from '../demo/run-demo.ts';
import { packageRoot } from '../package-root.ts';
import { type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { paintFor, printJson } from './terminal.ts';

interface Options {
  readonly fixtures: string;
  readonly keep?: true;
  readonly port: number;
  readonly json?: true;
}

/** `zustellwerk demo` */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description(
      'Start a gateway and two simulated procedures, post all fixtures, follow each to its procedure, and check that all went as expected. Leaves nothing behind but the XML.',
    )
    .option('--keep', 'keep everything running until Ctrl-C')
    .option('--fixtures <folder>', 'post these fixtures', join(packageRoot, 'fixtures'))
    .option('--port <number>', 'port of the gateway; 0: any free one', readPort, 0)
    .option('--json', 'print the results as JSON on stdout, and the rest on stderr')
    .addHelpText('after', `\nExample: zustellwerk demo --keep\n${exitCodeHelp}`)
    .action(runCommand(demonstrate));
}

async function demonstrate({ fixtures, keep, port, json }: Options): Promise<ExitCode> {
  const stream = json ? process.stderr : process.stdout;
  const { signal } = listenForEnd();
  await using cleanup = new AsyncDisposableStack();
  try {
    const outcome = await runDemo({ fixtures, port, stream, signal }, cleanup);
    if (json) printJson(summarise(outcome));
    const { asExpected } = outcome;
    if (keep) {
      showKept(outcome, fixtures, stream);
      await sleep(2 ** 31 - 1, undefined, { signal }).catch(() => {});
    } else {
      stream.write('\nTo look around in it: npm run demo -- --keep\n');
    }
    return asExpected ? exitCodes.fine : exitCodes.refused;
  } catch (error) {
    if (!signal.aborted) throw error;
    stream.write('\nStopped.\n');
    return exitCodes.cannotRun;
  }
}

/** The first signal ends the demo in order, a second one at once. */
function listenForEnd(): AbortController {
  const controller = new AbortController();
  const end = () => {
    if (controller.signal.aborted) process.exit(exitCodes.cannotRun);
    controller.abort();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return controller;
}

function summarise({ house, results, xmlFolder, asExpected }: DemoOutcome) {
  return {
    asExpected,
    url: house.listening.url,
    xmlFolder,
    submissions: results.map(({ fixture, fate, differences }) => ({
      fixture: fixture.name,
      title: fixture.title,
      ...(fate.kind === 'accepted'
        ? { submission: fate.submission, xml: fate.xmlPath }
        : { status: fate.status, problems: fate.problem.errors ?? [] }),
      differences,
    })),
  };
}

function showKept({ house, results }: DemoOutcome, fixtures: string, stream: NodeJS.WriteStream): void {
  const { url } = house.listening;
  const paint = paintFor(stream);
  const [example] = results
    .filter(({ fate }) => fate.kind === 'accepted')
    .toSorted((a, b) => lengthOf(a.fixture.request) - lengthOf(b.fixture.request));
  const key = house.portalKeys.get(example?.fixture.portal ?? '');
  const lines = [
    '',
    paint('bold', 'Everything keeps running until Ctrl-C'),
    `  API reference  ${url}/docs`,
    `  operator key   ${house.operatorKey}`,
    ...[...house.portalKeys].map(([portal, portalKey]) => `  key of ${portal}: ${portalKey}`),
  ];
  if (example && key !== undefined) {
    // Posted once already: without its reference, the same again is a submission of its own.
    const { reference: _, ...body } = example.fixture.request;
    const file = relative('', join(fixtures, `${example.fixture.name}.json`));
    lines.push(
      '',
      'Post one yourself:',
      `  curl ${url}/v1/submissions -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' -d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`,
      '',
      'Or with the command line:',
      `  export ZUSTELLWERK_URL=${url} ZUSTELLWERK_KEY=${key}`,
      `  npm run --silent zustellwerk -- submit ${file} --idempotency-key another`,
    );
    if (example.fate.kind === 'accepted') {
      lines.push(`  npm run --silent zustellwerk -- status ${example.fate.submission.id}`);
    }
  }
  stream.write(`${lines.join('\n')}\n`);
}

function lengthOf(value: unknown): number {
  return JSON.stringify(value).length;
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}
