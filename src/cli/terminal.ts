import { stripVTControlCharacters, styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours text, but only for a person at a terminal who did not set NO_COLOR. */
export type Paint = (format: Format, text: string) => string;

export function paintFor(stream: NodeJS.WriteStream): Paint {
  const colourful = stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  return (format, text) => (colourful ? styleText(format, text, { validateStream: false }) : text);
}

/** Rows in columns as wide as their widest cell, two blanks apart. */
export function layOut(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
    });
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** A table with a heading; colours in the cells don't count. */
export function printTable(heading: readonly string[], rows: readonly (readonly string[])[]): void {
  const paint = paintFor(process.stdout);
  const [first = '', ...rest] = layOut([heading, ...rows]);
  console.log(paint('dim', first));
  for (const line of rest) console.log(line);
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, undefined, 2));
}

function widthOf(text: string): number {
  return [...stripVTControlCharacters(text).normalize('NFC')].length;
}
