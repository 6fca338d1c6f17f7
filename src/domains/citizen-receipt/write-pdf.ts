import type { Language } from '../../findings.ts';
import { type Pair, pairs, printPdf } from '../print/print-pdf.ts';
import { type CitizenReceipt, receiptTime, receiptWords } from './citizen-receipt.ts';
import type { ContentLine } from './list-content.ts';

/** The receipt as PDF, A4. */
export function writeReceiptPdf(receipt: CitizenReceipt, language: Language): Promise<Buffer> {
  const words = receiptWords[language];
  return printPdf({
    title: words.title,
    number: receipt.number,
    at: receipt.receivedAt,
    language,
    content: [
      pairs(factsOf(receipt, language)),
      { text: words.summary, style: 'heading' },
      ...summaryOf(receipt.summary),
      ...(receipt.files.length > 0 ? [{ text: words.files, style: 'heading' }, filesOf(receipt.files)] : []),
      { stack: [words.note], style: 'note', unbreakable: true },
    ],
  });
}

function factsOf(receipt: CitizenReceipt, language: Language): Pair[] {
  const words = receiptWords[language];
  return [
    [words.number, receipt.number],
    [words.receivedAt, receiptTime(receipt.receivedAt, language)],
    [words.service, receipt.service],
    [words.authority, receipt.authority],
    [words.region, receipt.region],
    [words.portal, receipt.portal],
    ...(receipt.reference === null ? [] : [[words.reference, receipt.reference] as const]),
    [words.submission, receipt.submission],
  ];
}

/** Lines that stand in the same groups share a heading. */
function summaryOf(lines: readonly ContentLine[]): object[] {
  const parts: { heading: string; rows: Pair[] }[] = [];
  for (const { groups, label, value } of lines) {
    const heading = groups.join(' › ');
    if (parts.at(-1)?.heading !== heading) parts.push({ heading, rows: [] });
    parts.at(-1)?.rows.push([label, value]);
  }
  return parts.flatMap(({ heading, rows }) => [
    ...(heading === '' ? [] : [{ text: heading, style: 'group' }]),
    pairs(rows),
  ]);
}

function filesOf(files: CitizenReceipt['files']): object {
  return {
    ul: files.map(({ name, size, sha512 }) => ({
      stack: [`${name} (${size} Bytes)`, { text: `SHA-512 ${sha512}`, style: 'small', fontSize: 6 }],
    })),
  };
}
