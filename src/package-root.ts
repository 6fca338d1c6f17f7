import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';

/** Folder of this package, wherever it is installed: `config` and `fixtures` lie in it. */
export const packageRoot: string = findRoot();

function findRoot(): string {
  const file = findPackageJSON('.', import.meta.url);
  if (file === undefined) throw new Error('package.json of zustellwerk is missing');
  return dirname(file);
}
