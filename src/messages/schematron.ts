import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ZustellwerkError } from '../errors.ts';
import type { RuleFault } from './message-rule.ts';
import { loadRuleFile, type RuleFile } from './schematron-file.ts';

/** The Schematron rules of standards, by the namespace of the documents that they are for. */
export interface Schematron {
  /** Files that were loaded. */
  readonly files: readonly string[];
  /**
   * What the rules say against a document that its schema takes. Asynchronous so that another thread can take it over.
   *
   * @throws ZustellwerkError SCHEMA_BROKEN when a rule cannot be evaluated; names the file.
   */
  check(xml: Uint8Array, namespace: string): Promise<RuleFault[]>;
}

/**
 * Loads all `.sch` files of a folder tree. A file is for the documents whose namespace it declares with `sch:ns`.
 *
 * @throws ZustellwerkError SCHEMA_BROKEN for a file that is no Schematron, or uses what cannot be evaluated here.
 */
export async function loadSchematron(folder?: string): Promise<Schematron> {
  const entries = folder === undefined ? [] : await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sch'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const files = await Promise.all(paths.map(loadRuleFile));
  return {
    files: paths,
    check: async (xml, namespace) => {
      const applying = files.filter(({ namespaces }) => namespaces.has(namespace));
      if (applying.length === 0) return [];
      const text = new TextDecoder().decode(xml);
      return applying.flatMap((file) => runFile(file, text));
    },
  };
}

function runFile({ file, check }: RuleFile, xml: string): RuleFault[] {
  try {
    return check(xml);
  } catch (cause) {
    throw new ZustellwerkError('SCHEMA_BROKEN', `A rule of ${file} cannot be evaluated.`, { cause });
  }
}
