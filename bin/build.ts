import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Builds what the package runs from: Node strips no types below `node_modules`. */

const root = fileURLToPath(new URL('../', import.meta.url));

/** JavaScript, types, and the files that the code reads beside itself, all in the places that they have here. */
export function build(target: string = join(root, 'dist')): void {
  rmSync(target, { recursive: true, force: true });
  const options = ['--project', join(root, 'tsconfig.build.json'), '--outDir', target];
  execFileSync(join(root, 'node_modules', '.bin', 'tsc'), options, { stdio: 'inherit' });
  const resources = globSync(['{src,adapters}/**/*.{json,sql}', 'src/kit/scaffold', 'schemas'], { cwd: root });
  for (const path of resources) cpSync(join(root, path), join(target, path), { recursive: true });
  const missing = globSync('**/*.js', { cwd: target }).flatMap((file) => findMissing(join(target, file)));
  if (missing.length > 0) throw new Error(`The code reads files that are not in the build:\n${missing.join('\n')}`);
}

/** Examples in comments look for nothing. */
const comment = /^\s*(\*|\/\/).*$/gm;

/** What a module looks for beside itself, and would not find. */
function findMissing(file: string): string[] {
  const code = readFileSync(file, 'utf8').replaceAll(comment, '');
  const addresses = code.matchAll(/new URL\(\s*['"`]([^'"`$]+)['"`],\s*import\.meta\.url\s*\)/g);
  return Array.from(addresses, ([, address = '']) => address)
    .filter((address) => !existsSync(new URL(address, pathToFileURL(file))))
    .map((address) => `${basename(file)}: ${address}`);
}

if (import.meta.main) build();
