/**
 * Puts the command `zustellwerk` into `node_modules/.bin`, so that `npx zustellwerk` runs these sources. npm does that for
 * installed packages alone. Runs after `npm ci`, with whatever Node that has.
 *
 * @module
 */
import { rm, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const place = fileURLToPath(new URL('../node_modules/.bin/zustellwerk', import.meta.url));
if (process.platform === 'win32') {
  await writeFile(`${place}.cmd`, '@node "%~dp0..\\..\\src\\cli\\main.ts" %*\r\n');
} else {
  await rm(place, { force: true });
  await symlink('../../src/cli/main.ts', place);
}
