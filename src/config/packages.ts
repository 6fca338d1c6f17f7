import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError, writePath } from './config-error.ts';
import { explainIssues } from './explain-issues.ts';
import { id, list, mapping, pattern, text } from './fields.ts';
import { readNetworkFiles } from './network-files.ts';
import { parseYaml } from './yaml-source.ts';

/** What a network file says of a package that it uses, in one line. */
export const packageUse = z
  .union([
    text('a folder or an npm package'),
    mapping({
      use: text('a folder or an npm package').describe('Folder, relative to this file, or npm package.'),
      contract: text('the reference of a contract')
        .optional()
        .describe('Reference of the contract with the provider; stays in the stored configuration.'),
    }),
  ])
  .transform((given): { use: string; contract?: string | undefined } =>
    typeof given === 'string' ? { use: given } : given,
  );

/** `package.yaml`: what a package is, who made it, and on what terms it may be used. */
export const packageSchema = mapping({
  id: id.describe('Id of the package.'),
  version: pattern(/^\d+\.\d+\.\d+(-[\w.]+)?$/, 'a version like 1.2.0').describe('Version (semver).'),
  author: text('who made it').describe('Who made it: an authority or a company, no person.'),
  licence: text('a licence, like EUPL-1.2').describe('SPDX id of the licence, like EUPL-1.2.'),
  terms: text('the terms').optional().describe('What the provider demands besides, like a contract on Nachnutzung.'),
  adapters: list(text('a file'), 'files')
    .default([])
    .describe('Adapters and profiles: files of the package, JavaScript.'),
});

/** A package that a network uses. Its services are the folders below `forms`, its tests the files below `tests`. */
export interface Package extends z.output<typeof packageSchema> {
  readonly folder: string;
}

/**
 * The packages that a network file uses. A network file that cannot be read has none: whoever loads it says why.
 *
 * @throws ConfigError with what is wrong with a package.
 */
export async function readPackages(networkFile: string): Promise<Package[]> {
  const file = resolve(networkFile);
  const written = await readNetworkFiles(file).catch(() => undefined);
  const uses = z.object({ packages: z.array(packageUse) }).safeParse(written?.value);
  if (!uses.success) return [];
  return Promise.all(
    uses.data.packages.map(async ({ use }, index) => {
      const place = { ...(written?.locate(['packages', index]) ?? { file, line: 0, column: 0 }) };
      const found = folderOf(use, file);
      if (found !== undefined) return readPackage(found);
      const expected = 'a folder, or an npm package that is installed beside the network file';
      const path = writePath(['packages', index]);
      throw new ConfigError([{ ...place, path, problem: `"${use}" was not found`, expected }]);
    }),
  );
}

/** A relative name starts at the network file; an npm package is looked up from there too. */
function folderOf(use: string, networkFile: string): string | undefined {
  if (use.startsWith('.') || isAbsolute(use)) return resolve(dirname(networkFile), use);
  try {
    return dirname(createRequire(networkFile).resolve(`${use}/package.yaml`));
  } catch {
    return undefined;
  }
}

/** @throws ConfigError with what is wrong with its `package.yaml`. */
export async function readPackage(folder: string): Promise<Package> {
  const file = join(folder, 'package.yaml');
  const content = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const problem = `cannot be read (${cause.code})`;
    throw new ConfigError([{ file, line: 0, column: 0, path: '', problem, expected: 'the file of a package' }], {
      cause,
    });
  });
  const source = parseYaml(content, file);
  if (source.faults.length > 0) throw new ConfigError(source.faults);
  const parsed = packageSchema.safeParse(source.value ?? {});
  if (parsed.success) return { ...parsed.data, folder };
  const findings = explainIssues(parsed.error.issues, source.value);
  throw new ConfigError(
    findings.map(({ path, ...told }) => ({ file, ...source.locate(path), path: writePath(path), ...told })),
  );
}
