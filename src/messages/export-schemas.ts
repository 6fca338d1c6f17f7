import { basename, dirname, relative } from 'node:path/posix';
import { resolveReference, type SchemaFile } from './schema-files.ts';

/** A schema file as it lies in a folder that is handed on. */
export interface ExportedSchema {
  /** Path within the folder. */
  readonly path: string;
  readonly text: string;
}

/**
 * All files that documents of a namespace are judged by, each pointing at the others by relative paths, so that any
 * validator takes them without a network. The first is the one to validate with.
 */
export function exportSchemas(namespace: string, files: readonly SchemaFile[]): ExportedSchema[] {
  const members = files.filter((file) => file.namespace === namespace);
  const needed = closure(members, files);
  const [only] = members;
  const main = members.length === 1 && only ? [] : [driver(namespace, members)];
  const rest = needed.filter((file) => file !== only);
  const ordered = members.length === 1 && only ? [only, ...rest] : needed;
  return [...main, ...ordered.map((file) => ({ path: pathOf(file), text: relink(file, files) }))];
}

function closure(start: readonly SchemaFile[], files: readonly SchemaFile[]): SchemaFile[] {
  const found = new Set(start);
  for (const file of found) {
    for (const reference of file.references) found.add(resolveReference(file, reference, files));
  }
  return [...found];
}

/** The path below `schemas/` of the address: the host only tells sets apart. */
function pathOf({ url }: SchemaFile): string {
  return new URL(url).pathname.slice(1);
}

function relink(file: SchemaFile, files: readonly SchemaFile[]): string {
  const here = dirname(pathOf(file));
  return file.references.reduce((text, reference) => {
    const target = relative(here, pathOf(resolveReference(file, reference, files)));
    if (reference.location !== undefined) return text.replaceAll(`"${reference.location}"`, `"${target}"`);
    return text.replace(
      new RegExp(`(namespace\\s*=\\s*"${RegExp.escape(reference.namespace)}")`),
      `$1 schemaLocation="${target}"`,
    );
  }, file.text);
}

function driver(namespace: string, members: readonly SchemaFile[]): ExportedSchema {
  const includes = members.map((file) => `  <xs:include schemaLocation="${pathOf(file)}"/>`).join('\n');
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${namespace}">
${includes}
</xs:schema>
`;
  return { path: `all-${basename(dirname(pathOf(members[0] as SchemaFile)))}.xsd`, text };
}
