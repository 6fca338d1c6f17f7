import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { XmlDocument } from 'libxml2-wasm';
import { ZustellwerkError } from '../errors.ts';

const xs = { xs: 'http://www.w3.org/2001/XMLSchema' };

/** One XSD file with what it declares and refers to. */
export interface SchemaFile {
  /** Address under which libxml2 asks for it; unique in the process. */
  readonly url: string;
  readonly file: string;
  readonly namespace: string;
  /** Names of its global elements: the possible roots of a document. */
  readonly roots: readonly string[];
  readonly references: readonly Reference[];
  readonly text: string;
}

interface Reference {
  readonly kind: 'import' | 'include';
  readonly namespace: string;
  readonly location: string | undefined;
}

/**
 * Reads all XSD files of a folder tree.
 *
 * @param host distinguishes one set of files from every other in the process.
 * @throws ZustellwerkError SCHEMA_BROKEN when a file is not an XML schema; names the file.
 */
export async function readSchemaFolder(folder: string, host: string): Promise<SchemaFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.xsd'));
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Promise.all(
    paths.map((path) => readSchemaFile(path, `https://${host}/${relative(folder, path).split(sep).join('/')}`)),
  );
}

async function readSchemaFile(file: string, url: string): Promise<SchemaFile> {
  const bytes = await readFile(file);
  try {
    using document = XmlDocument.fromBuffer(bytes, { url });
    const attribute = (name: string) => document.get(`/xs:schema/@${name}`, xs)?.content;
    if (document.get('/xs:schema', xs) === null) throw new Error('the root element is not xs:schema');
    const namespace = attribute('targetNamespace') ?? '';
    const referencesOf = (kind: Reference['kind']) =>
      document.find(`/xs:schema/xs:${kind}`, xs).map((node) => ({
        kind,
        namespace: kind === 'include' ? namespace : (node.get('@namespace')?.content ?? ''),
        location: node.get('@schemaLocation')?.content,
      }));
    return {
      url,
      file,
      namespace,
      roots: document.find('/xs:schema/xs:element/@name', xs).map((node) => node.content),
      references: [...referencesOf('include'), ...referencesOf('import')],
      text: bytes.toString('utf8'),
    };
  } catch (cause) {
    throw new ZustellwerkError('SCHEMA_BROKEN', `${file} is not a readable XML schema.`, { cause });
  }
}

/**
 * The file that a reference means. Official schemas import by absolute address, and those addresses are never fetched:
 * the file of the same name wins, then any file with the namespace.
 *
 * @throws ZustellwerkError SCHEMA_BROKEN: libxml2 would only skip the import and judge wrongly afterwards.
 */
export function resolveReference(from: SchemaFile, reference: Reference, files: readonly SchemaFile[]): SchemaFile {
  const candidates = files.filter((file) => file.namespace === reference.namespace && file !== from);
  const name = basename(reference.location ?? '');
  const found = candidates.find((file) => basename(file.file) === name) ?? candidates[0];
  if (found) return found;
  throw new ZustellwerkError(
    'SCHEMA_BROKEN',
    `${from.file} needs a schema for the namespace "${reference.namespace}" (${reference.location ?? 'no location'}), which is not there. Put it into the same folder.`,
  );
}
