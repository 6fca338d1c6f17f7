import { type ExecFileOptionsWithStringEncoding, execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from '../../bin/build.ts';

export const root = join(import.meta.dirname, '..', '..');

export const run = promisify(execFile);

/** The environment of somebody who has never heard of this folder: neither its programs nor its npm run. */
export const strangersEnvironment: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries({
    ...process.env,
    PATH: process.env.PATH?.split(delimiter)
      .filter((entry) => !entry.endsWith('node_modules/.bin'))
      .join(delimiter),
  }).filter(([name]) => !/^(npm_(package|lifecycle|config_local)_|INIT_CWD$|NODE_ENV$|VITEST)/.test(name)),
);

/** Builds and packs below `folder`, so that a build in the repository stays as it is, and gives the tarball. */
export async function pack(folder: string): Promise<string> {
  const staged = join(folder, 'staged');
  build(join(staged, 'dist'));
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const { files } = JSON.parse(manifest) as { files: string[] };
  for (const file of files.filter((each) => each !== 'dist' && existsSync(join(root, each)))) {
    cpSync(join(root, file), join(staged, file), { recursive: true });
  }
  writeFileSync(join(staged, 'package.json'), manifest);
  const { stdout } = await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: staged });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  if (!packed) throw new Error('npm pack made nothing');
  return join(folder, packed.filename);
}

/** Installs the tarball into an empty folder, as its README says. */
export async function install(tarball: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await npm(['install', tarball, '--prefer-offline', '--no-audit', '--no-fund'], { cwd: folder });
}

function npm(args: string[], options: { cwd: string }) {
  const all: ExecFileOptionsWithStringEncoding = { ...options, encoding: 'utf8', env: strangersEnvironment };
  return run('npm', args, all);
}
