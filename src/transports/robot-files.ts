import { createHash } from 'node:crypto';
import type { MessageContent } from '../domains/read-back.ts';
import { writeCsv } from '../messages/csv.ts';

export interface Case {
  readonly id: string;
  readonly uuid: string;
  readonly deliveryKey: string;
  readonly xml: Uint8Array;
  readonly content: MessageContent;
}

/** The files of a case by their path in its folder. The same message gives the same files. */
export function writeCaseFiles({ id, uuid, deliveryKey, xml, content }: Case): ReadonlyMap<string, Uint8Array> {
  const { head, data, files } = content;
  const attached = files.map(({ fileName, bytes }, index) => ({ path: `anlagen/${safeName(fileName, index)}`, bytes }));
  const listed = attached.map(({ path, bytes }) => ({
    path,
    sha512: createHash('sha512').update(bytes).digest('hex'),
  }));
  const application = { message: id, uuid, deliveryKey, head, data, files: listed };
  return new Map([
    ['nachricht.xml', xml],
    ['antrag.json', Buffer.from(`${JSON.stringify(application, undefined, 2)}\n`)],
    ['antrag.csv', Buffer.from(writeCsv([['path', 'value'], ...flatten(application, '')]))],
    ...attached.map(({ path, bytes }) => [path, bytes] as const),
  ]);
}

/** `data.person.familyName`; members of lists are counted from 1: `files[1].path`. */
function flatten(value: unknown, path: string): string[][] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => flatten(item, `${path}[${index + 1}]`));
  if (typeof value !== 'object') return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, member]) => flatten(member, path === '' ? name : `${path}.${name}`));
}

/** A citizen's file name must not lead anywhere, and Windows must take it. */
function safeName(fileName: string, index: number): string {
  const number = String(index + 1).padStart(2, '0');
  const plain = fileName
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')
    .replaceAll(/\.{2,}/g, '.');
  const dot = plain.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot, dot + 12)] : [plain, ''];
  return `${number}-${[...stem].slice(0, 60).join('')}${ending}`.replace(/[.]+$/, '');
}
