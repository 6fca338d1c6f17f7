import type { CodeList } from './code-list.ts';
import type { LoadedList } from './loaded-list.ts';

/**
 * The list that a message uses, of the one in its definition and those that were loaded. What the type of the code
 * fixes stays (xoev-code.xsd, documentation of type Code):
 *
 * - type 1: list, version and codes stand in the schema; nothing else can be valid;
 * - type 2: list and version are fixed, their codes are not in the schema: the same version may be loaded;
 * - type 3: the list is fixed: the newest version, if it is not older than ours;
 * - type 4: nothing is fixed: the newest version that was loaded.
 */
export function resolveList(list: CodeList, loaded: readonly LoadedList[]): CodeList {
  const [best] = loaded.filter((candidate) => mayReplace(list, candidate)).sort(newestFirst);
  return best ? { ...list, version: best.version, codes: best.codes } : list;
}

/** Whether a loaded list may take the place of one in a definition. */
export function mayReplace(list: CodeList, { uri, version }: LoadedList): boolean {
  if (list.uri !== uri) return false;
  switch (list.type) {
    case 1:
      return false;
    case 2:
      return version === list.version;
    case 3:
      return compareVersions(version, list.version) >= 0;
    case 4:
      return true;
  }
}

function newestFirst(a: LoadedList, b: LoadedList): number {
  return compareVersions(b.version, a.version);
}

/** `9` before `10`, `2024-08-01` before `2026-04-30`. */
function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
