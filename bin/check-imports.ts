import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IViolation } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';

/** Holds the layers of the house; `.dependency-cruiser.js` has the rules. */

const ownRoot = fileURLToPath(new URL('../', import.meta.url));
const rules = fileURLToPath(new URL('../.dependency-cruiser.js', import.meta.url));
const places = ['src', 'adapters'];

export interface ImportCheck {
  readonly modules: number;
  readonly imports: number;
  /** What is wrong, a line each. */
  readonly faults: readonly string[];
}

/** Reads all imports below `root` and judges them. */
export async function checkImports(root: string = ownRoot): Promise<ImportCheck> {
  const files = globSync(`{${places.join()}}/**/*.ts`, { cwd: root });
  if (files.length === 0) return { modules: 0, imports: 0, faults: [`no modules in ${places.join(' or ')}`] };
  const { options, ...ruleSet } = await extractConfig(rules);
  const { output } = await cruise(places, { ...options, baseDir: root, validate: true, ruleSet });
  if (typeof output === 'string') throw new Error('dependency-cruiser gave a text in place of its result');
  const read = output.modules.filter(({ source }) => files.includes(source));
  const imports = read.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
  const faults = [...findUnread(files, output, imports), ...output.summary.violations.map(writeViolation)];
  return { modules: read.length, imports, faults };
}

/** A cruise whose parser is missing sees no modules, or modules without imports, and would find nothing wrong. */
function findUnread(files: readonly string[], { modules }: ICruiseResult, imports: number): string[] {
  const seen = new Set(modules.map(({ source }) => source));
  const unread = files.filter((file) => !seen.has(file)).map((file) => `${file}: was not read`);
  return imports < files.length ? [...unread, `only ${imports} imports in ${files.length} modules were seen`] : unread;
}

function writeViolation({ rule, from, to, cycle }: IViolation): string {
  const way = cycle ? cycle.map(({ name }) => name).join(' → ') : to;
  return `${rule.name}: ${from} → ${way}`;
}

if (import.meta.main) {
  const { modules, imports, faults } = await checkImports();
  for (const fault of faults) console.error(fault);
  console.log(`${modules} modules, ${imports} imports, ${faults.length} faults`);
  if (faults.length > 0) process.exitCode = 1;
}
