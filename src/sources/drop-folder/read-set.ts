import { createHash } from 'node:crypto';
import type { FileStore } from '../../transports/file-store.ts';
import { SetFault, type SetFile, setLimits, unpack } from '../unpack.ts';
import type { FoundSet } from './find-sets.ts';

/** A set that was read. */
export interface ReadSet {
  /** SHA-256 over names and content, in hexadecimal digits. */
  readonly hash: string;
  /** The files as they lay there. */
  readonly raw: readonly SetFile[];
}

/** What a set is made of: the document that is submitted, and what goes with it. */
export interface SetContent {
  readonly document: SetFile & { readonly kind: 'json' | 'xml' };
  readonly attachments: readonly SetFile[];
}

/** @throws SetFault for a set that is too large; StoreFault. */
export async function readSet(store: FileStore, { name, files }: FoundSet): Promise<ReadSet> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (
    files.length > setLimits.files ||
    size > setLimits.bytes ||
    files.some((file) => file.size > setLimits.fileBytes)
  ) {
    throw new SetFault({ de: `Der Satz ${name} ist zu groß.`, en: `The set ${name} is too large.` });
  }
  const hash = createHash('sha256');
  const raw: SetFile[] = [];
  for (const file of files) {
    const bytes = await store.read(file.name, setLimits.fileBytes);
    if (bytes === undefined) throw new Error('A file of a set went away.');
    const head = JSON.stringify([file.name, bytes.length]);
    hash.update(head).update(bytes);
    raw.push({ name: file.name, bytes });
  }
  return { hash: hash.digest('hex'), raw };
}

/** @throws SetFault */
export function sortOut(name: string, raw: readonly SetFile[]): SetContent {
  const isZip = (file: SetFile) => /\.zip$/i.test(file.name);
  const beside = raw.filter((file) => !isZip(file));
  const unpacked = raw.filter(isZip).flatMap(unpack);
  const all = [...beside, ...unpacked];
  const size = all.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (all.length > setLimits.files || size > setLimits.bytes) {
    throw new SetFault({ de: `Der Satz ${name} ist zu groß.`, en: `The set ${name} is too large.` });
  }
  const document = only(beside.filter(isDocument), name) ?? only(unpacked.filter(isDocument), name);
  if (!document) {
    throw new SetFault({
      de: `Der Satz ${name} hat keine JSON- oder XML-Datei.`,
      en: `The set ${name} has no JSON or XML file.`,
    });
  }
  const kind = /\.json$/i.test(document.name) ? 'json' : 'xml';
  return { document: { ...document, kind }, attachments: all.filter((file) => file !== document) };
}

function isDocument({ name }: SetFile): boolean {
  return /\.(json|xml)$/i.test(name);
}

function only(documents: readonly SetFile[], name: string): SetFile | undefined {
  if (documents.length <= 1) return documents[0];
  throw new SetFault({
    de: `Der Satz ${name} hat mehrere JSON- oder XML-Dateien; welche der Antrag ist, sagt niemand.`,
    en: `The set ${name} has several JSON or XML files, and nothing says which is the application.`,
  });
}
