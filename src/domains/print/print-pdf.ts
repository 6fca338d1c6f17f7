import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { Language } from '../../findings.ts';

// DejaVu Sans has every letter of DIN 91379, with its marks, and is embedded: nothing is fetched.
const fonts = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
pdfmake.addFonts({
  DejaVu: { normal: join(fonts, 'DejaVuSans.ttf'), bold: join(fonts, 'DejaVuSans-Bold.ttf') },
});
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts));

/** What is printed. The same document gives the same bytes. */
export interface PrintedDocument {
  readonly title: string;
  /** What tells it from others of its kind, at the foot of each page. */
  readonly number: string;
  readonly at: Date;
  readonly language: Language;
  /** Nodes of pdfmake; `styles` has the names that they may use. */
  readonly content: readonly object[];
}

const styles = {
  title: { fontSize: 16, bold: true, margin: [0, 0, 0, 12] },
  heading: { fontSize: 12, bold: true, margin: [0, 18, 0, 6] },
  group: { bold: true, margin: [0, 8, 0, 2] },
  label: { color: '#444444' },
  small: { fontSize: 7, color: '#444444' },
  note: { fontSize: 8, margin: [0, 20, 0, 0] },
  footer: { fontSize: 7, margin: [56, 16, 56, 0] },
};

const pageOf: Record<Language, (page: number, pages: number) => string> = {
  de: (page, pages) => `Seite ${page} von ${pages}`,
  en: (page, pages) => `Page ${page} of ${pages}`,
};

/** Prints on A4. */
export function printPdf({ title, number, at, language, content }: PrintedDocument): Promise<Buffer> {
  return pdfmake
    .createPdf({
      pageSize: 'A4',
      pageMargins: [56, 56, 56, 64],
      info: { title: `${title} ${number}`, creator: 'Zustellwerk', creationDate: at },
      lang: language,
      displayTitle: true,
      defaultStyle: { font: 'DejaVu', fontSize: 9, lineHeight: 1.2 },
      styles,
      content: [{ text: title, style: 'title' }, ...content],
      footer: (page: number, pages: number) => ({
        columns: [{ text: number }, { text: pageOf[language](page, pages), alignment: 'right' }],
        style: 'footer',
      }),
    })
    .getBuffer();
}

/** Widths of a label and its value, in points: with their margins a page. Fixed, so that a long word is broken. */
export const pairWidths: readonly number[] = [175, 292];

export type Pair = readonly [label: string, value: string];

/** Labels with their values, side by side. */
export function pairs(rows: readonly Pair[]): object {
  const body = rows.map(([label, value]) => [{ text: label, style: 'label' }, { text: value }]);
  return { table: { widths: pairWidths, body }, layout: 'noBorders' };
}
