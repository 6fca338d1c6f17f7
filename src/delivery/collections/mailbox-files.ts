import type { AttachmentStore } from '../../attachments/attachment-store.ts';
import { readForPeople } from '../../domains/readable/read-for-people.ts';
import { writeLines } from '../../domains/readable/write-lines.ts';
import { writePage } from '../../domains/readable/write-page.ts';
import type { ServiceAct } from '../../domains/service.ts';
import { berlinDateTime } from '../../messages/dates.ts';
import type { ReadableLine } from '../../messages/readable.ts';
import type { DownloadedMessage } from '../../store/read-mailbox.ts';
import type { ZipEntry } from './stream-zip.ts';

interface Parts {
  readonly acts: readonly ServiceAct[];
  readonly attachments: AttachmentStore;
  /** Name of the service for people. */
  readonly service: string;
  /** What the portal sent and the message does not have. */
  readonly unmapped: readonly { readonly pointer: string; readonly value: unknown }[];
}

/**
 * What a clerk gets of a message: the XML, what it says as page, table and JSON, and its files. A message that this version
 * no longer knows comes without what is read from it.
 */
export async function mailboxFiles(
  message: DownloadedMessage,
  xml: Uint8Array,
  { acts, attachments, service, unmapped }: Parts,
): Promise<ZipEntry[]> {
  const readable = readForPeople(message.definition, xml, acts);
  const files = message.principal ? await attachments.listSubmitted(message.submissionId) : [];
  const attached = files.map(({ id, name }, index) => ({
    path: `anlagen/${safeName(name, index)}`,
    content: attachments.read(id),
  }));
  return [
    { path: 'nachricht.xml', content: [xml] },
    ...(readable
      ? await readableFiles(
          message,
          { ...readable, lines: [...readable.lines, ...unmappedLines(unmapped)] },
          service,
          unmapped,
        )
      : []),
    ...attached,
  ];
}

async function readableFiles(
  message: DownloadedMessage,
  { title, head, data, lines }: NonNullable<ReturnType<typeof readForPeople>>,
  service: string,
  unmapped: Parts['unmapped'],
): Promise<ZipEntry[]> {
  const { id, definition, messageUuid, reference, receivedAt, serviceId } = message;
  const received = berlinDateTime(receivedAt);
  const facts = [
    ['Leistung', service],
    [
      'Eingang',
      `${received.slice(8, 10)}.${received.slice(5, 7)}.${received.slice(0, 4)}, ${received.slice(11, 16)} Uhr`,
    ],
    ['Von', head.author?.name ?? ''],
    ['An', head.reader?.name ?? ''],
    ['Referenz des Portals', reference ?? ''],
    ['Zustellung', id],
    ['Nachricht', `${definition}, ${messageUuid}`],
  ] as const;
  const page = await writePage({ title, facts: facts.filter(([, value]) => value !== '') }, lines);
  const json = {
    delivery: id,
    message: definition,
    uuid: messageUuid,
    serviceId,
    reference,
    receivedAt,
    head,
    data,
    unmapped,
  };
  return [
    { path: 'antrag.html', content: [Buffer.from(page)] },
    { path: 'antrag.csv', content: [Buffer.from(writeLines(lines))] },
    { path: 'antrag.json', content: [Buffer.from(`${JSON.stringify(json, undefined, 2)}\n`)] },
  ];
}

/** Shown after all else, under the portal's own names. */
function unmappedLines(unmapped: Parts['unmapped']): ReadableLine[] {
  if (unmapped.length === 0) return [];
  return [
    { depth: 0, label: 'Weitere Angaben aus dem Portal, die nicht in der Nachricht stehen' },
    ...unmapped.flatMap(({ pointer, value }) => leavesOf(pointer.split('/').slice(2), value)),
  ];
}

function leavesOf(path: readonly string[], value: unknown): ReadableLine[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, member]) => leavesOf([...path, name], member));
  }
  return [{ depth: 1, label: path.join(' › '), value: String(value) }];
}

/** Windows must take a citizen's file name; no two are the same. */
function safeName(name: string, index: number): string {
  const plain = name.replaceAll(/[<>:"|?*\\/\p{Cc}]/gu, '_');
  const dot = plain.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot, dot + 12)] : [plain, ''];
  return `${String(index + 1).padStart(2, '0')}-${[...stem].slice(0, 80).join('')}${ending}`.replace(/[. ]+$/, '');
}
