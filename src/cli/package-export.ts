import { cp, mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { findNetworkFile } from '../config/network-files.ts';
import { readPackage } from '../config/packages.ts';
import { readSettings } from '../config/settings.ts';
import { loadServices } from '../domains/forms/load-services.ts';
import { tryPackage } from '../domains/forms/try-package.ts';
import { berlinDay } from '../messages/dates.ts';
import { type ExitCode, exitCodes, refuse } from './failure.ts';

interface ExportOptions {
  readonly id: string;
  readonly packageVersion: string;
  readonly author: string;
  readonly licence: string;
  readonly terms?: string;
  readonly form: readonly string[];
  readonly adapter: readonly string[];
  readonly test: readonly string[];
  readonly config?: string;
}

/** `zustellwerk package export` */
export async function exportPackage(target: string, options: ExportOptions): Promise<ExitCode> {
  const { form, adapter, test, config } = options;
  if (form.length + adapter.length === 0) throw refuse('Name with --form or --adapter what the package has.');
  const folder = resolve(target);
  if (await exists(folder)) throw refuse(`${target} is there already.`);
  const networkFile = await findNetworkFile(config ?? readSettings(process.env).config);
  const sources = [
    ...form.map((id) => [join(dirname(networkFile), 'forms', id), join('forms', id)] as const),
    ...adapter.map((file) => [resolve(file), join('adapters', basename(file))] as const),
    ...test.map((file) => [resolve(file), join('tests', basename(file))] as const),
  ];
  for (const [source] of sources) if (!(await exists(source))) throw refuse(`There is no ${source}.`);
  const typescript = adapter.filter((file) => file.endsWith('.ts'));
  if (typescript.length > 0) throw refuse(`${typescript.join(', ')}: a package is JavaScript; compile it first.`);
  await mkdir(folder, { recursive: true });
  for (const [source, place] of sources) await cp(source, join(folder, place), { recursive: true });
  await writeDescription(folder, options);
  await readPackage(folder);
  const { acts } = await loadServices(networkFile);
  const { tests, faults } = await tryPackage(folder, acts, berlinDay(new Date()));
  if (faults.length > 0) throw refuse(`${target} was written, but its tests fail:\n${faults.join('\n')}`);
  console.log(`${target}  ${form.length} forms, ${adapter.length} adapters, ${tests} tests`);
  return exitCodes.fine;
}

async function writeDescription(folder: string, options: ExportOptions): Promise<void> {
  const { id, packageVersion: version, author, licence, terms, form, adapter } = options;
  const adapters = adapter.map((file) => `adapters/${basename(file)}`);
  const described = { id, version, author, licence, ...(terms && { terms }), ...(adapters.length > 0 && { adapters }) };
  await writeFile(join(folder, 'package.yaml'), stringify(described));
  const npm = { name: `zustellwerk-${id}`, version, author, license: licence, type: 'module' };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(npm, undefined, 2)}\n`);
  await writeFile(
    join(folder, 'README.md'),
    `# ${id} ${version}

By ${author}, ${licence}.${terms ? ` ${terms}` : ''}

${[...form.map((each) => `* service: forms/${each}`), ...adapters.map((each) => `* adapter: ${each}`)].join('\n')}

\`zustellwerk package import FOLDER\` takes it over; or, as an npm package that is installed beside the network file, one line there:
\`packages: [zustellwerk-${id}]\`
`,
  );
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
