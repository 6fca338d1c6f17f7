import { ZustellwerkError } from '../../errors.ts';
import type { Language } from '../../findings.ts';
import type { ReadableLine } from '../../messages/readable.ts';
import { receiptTime } from '../citizen-receipt/citizen-receipt.ts';
import type { ReadableAct } from '../read-back.ts';
import { type ReadableMessage, readForPeople } from './read-for-people.ts';

/** A message as it was frozen. */
interface FrozenMessage {
  /** `standard/version/type`. */
  readonly id: string;
  readonly uuid: string;
  readonly xml: Uint8Array;
}

/**
 * The message as a PDF for people: what it says, field by field, with the files that it names. The same message gives the
 * same bytes.
 *
 * @returns undefined when this version does not know the message, or cannot read all of it: a finished one may say more.
 */
export async function printMessage(
  message: FrozenMessage,
  acts: readonly ReadableAct[],
  language: Language,
): Promise<Uint8Array | undefined> {
  const readable = read(message, acts, language);
  if (!readable) return undefined;
  // The writer takes 30 MB, and many a gateway never needs it.
  const { pairs, pairWidths, printPdf } = await import('../print/print-pdf.ts');
  const { title, head, lines } = readable;
  const at = new Date(head.createdAt ?? 0);
  const words = wordsOf[language];
  const facts = [
    [words.author, head.author?.name ?? ''],
    [words.reader, head.reader?.name ?? ''],
    [words.createdAt, head.createdAt === undefined ? '' : receiptTime(at, language)],
    [words.message, message.id],
    ['nachrichtenUUID', message.uuid],
  ] as const;
  return printPdf({
    title,
    number: message.uuid,
    at,
    language,
    content: [
      pairs(facts.filter(([, value]) => value !== '')),
      { stack: blocksOf(lines).map((block) => blockTable(block, pairWidths)), margin: [0, 12, 0, 0] },
      { stack: [words.note], style: 'note', unbreakable: true },
    ],
  });
}

const wordsOf = {
  de: {
    author: 'Von',
    reader: 'An',
    createdAt: 'Erstellt am',
    message: 'Nachricht',
    note: 'Lesefassung der XML-Nachricht mit dieser nachrichtenUUID; es gilt die XML-Nachricht. Dateien, die hier genannt sind, liegen in ihr oder werden von ihr genannt.',
  },
  en: {
    author: 'From',
    reader: 'To',
    createdAt: 'Created on',
    message: 'Message',
    note: 'Copy for reading of the XML message with this nachrichtenUUID; the XML message is what counts. Files that are named here lie in it or are named by it. Fields and codes have the names and texts of the standard, which are German.',
  },
} as const satisfies Record<Language, unknown>;

function read({ id, xml }: FrozenMessage, acts: readonly ReadableAct[], language: Language) {
  try {
    return readForPeople(id, xml, acts, language);
  } catch (error) {
    if (error instanceof ZustellwerkError && error.code === 'MESSAGE_UNREADABLE') return undefined;
    throw error;
  }
}

/** Headings with the lines up to the next heading; they stand together, and again on the next page. */
interface Block {
  readonly headings: ReadableLine[];
  readonly values: ReadableLine[];
}

function blocksOf(lines: ReadableMessage['lines']): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const isHeading = line.value === undefined;
    const last = blocks.at(-1);
    if (!last || (isHeading && last.values.length > 0)) blocks.push({ headings: [], values: [] });
    const block = blocks.at(-1);
    (isHeading ? block?.headings : block?.values)?.push(line);
  }
  return blocks;
}

/** pdfmake cuts what is to stand together and is longer than a page, so a long text has to be free to break. */
function isShort(line: ReadableLine | undefined): boolean {
  const value = line?.value ?? '';
  return value.length < 400 && value.split('\n').length < 10;
}

const lined = {
  hLineWidth: (row: number) => (row === 0 ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: () => '#cccccc',
};

function blockTable({ headings, values }: Block, widths: readonly number[]): object {
  const body = [...headings, ...values].map(rowOf);
  const keepWithHeaderRows = isShort(values[0]) ? 1 : 0;
  return {
    table: { widths, body, headerRows: headings.length, keepWithHeaderRows },
    layout: lined,
  };
}

/** What lies deeper is moved to the right. */
function rowOf({ depth, label, value, note }: ReadableLine): object[] {
  const margin = [Math.min(depth, 6) * 8, 0, 0, 0];
  const meaning = note === undefined ? [] : [{ text: note, style: 'small' }];
  if (value === undefined) return [{ stack: [{ text: label, bold: true }, ...meaning], margin, colSpan: 2 }, {}];
  return [{ stack: [{ text: label, style: 'label' }, ...meaning], margin }, { text: value }];
}
