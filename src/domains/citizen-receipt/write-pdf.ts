import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { Language } from '../../findings.ts';
import { type CitizenReceipt, receiptTime, receiptWords } from './citizen-receipt.ts';
import type { ContentLine } from './list-content.ts';

// Roboto comes with pdfmake, has the letters of European names, and is embedded: nothing is fetched.
const fonts = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto');
pdfmake.addFonts({
  Roboto: { normal: join(fonts, 'Roboto-Regular.ttf'), bold: join(fonts, 'Roboto-Medium.ttf') },
});
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts));

/** The receipt as PDF, A4. */
export async function writeReceiptPdf(receipt: CitizenReceipt, language: Language): Promise<Buffer> {
  const words = receiptWords[language];
  return pdfmake
    .createPdf({
      pageSize: 'A4',
      pageMargins: [56, 56, 56, 64],
      info: { title: `${words.title} ${receipt.number}`, creator: 'Zustellwerk', creationDate: receipt.receivedAt },
      lang: language,
      displayTitle: true,
      defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.2 },
      styles: {
        title: { fontSize: 18, bold: true, margin: [0, 0, 0, 12] },
        heading: { fontSize: 13, bold: true, margin: [0, 18, 0, 6] },
        group: { bold: true, margin: [0, 8, 0, 2] },
        note: { fontSize: 9, margin: [0, 20, 0, 0] },
        footer: { fontSize: 8, margin: [56, 16, 56, 0] },
      },
      content: [
        { text: words.title, style: 'title' },
        pairs(factsOf(receipt, language)),
        { text: words.summary, style: 'heading' },
        ...summaryOf(receipt.summary),
        ...(receipt.files.length > 0 ? [{ text: words.files, style: 'heading' }, filesOf(receipt.files)] : []),
        { stack: [words.note], style: 'note', unbreakable: true },
      ],
      footer: (page: number, pages: number) => ({
        columns: [{ text: receipt.number }, { text: words.page(page, pages), alignment: 'right' }],
        style: 'footer',
      }),
    })
    .getBuffer();
}

type Pair = readonly [label: string, value: string];

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

function pairs(rows: readonly Pair[]): object {
  const body = rows.map(([label, value]) => [{ text: label, color: '#444444' }, { text: value }]);
  return { table: { widths: [170, '*'], body, dontBreakRows: true }, layout: 'noBorders' };
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
      stack: [`${name} (${size} Bytes)`, { text: `SHA-512 ${sha512}`, fontSize: 7, color: '#444444' }],
    })),
  };
}
