/**
 * Reads comma-separated values (RFC 4180), or semicolon-separated ones where the heading has those: what spreadsheets
 * of German offices write. Quoted values may hold separators, quotes and line breaks.
 *
 * @returns the lines with at least one value, the heading first.
 */
export function readCsv(text: string): string[][] {
  const content = text.replace(/^\uFEFF/, '');
  const heading = content.slice(0, content.search(/[\r\n]|$/));
  const separator = heading.includes(';') && !heading.includes(',') ? ';' : ',';
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain, end] of content.matchAll(valuesWith(separator))) {
    line.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === separator) continue;
    if (line.some((value) => value !== '')) lines.push(line);
    line = [];
    if (end === '') break;
  }
  return lines;
}

function valuesWith(separator: string): RegExp {
  return new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r\\n|\\n|\\r|$)`, 'gy');
}

/** Writes lines as RFC 4180 has them, separated by semicolons and with a byte order mark: what a German Excel opens. */
export function writeCsv(lines: readonly (readonly string[])[]): string {
  const write = (value: string) => (/[;"\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return `\uFEFF${lines.map((line) => `${line.map(write).join(';')}\r\n`).join('')}`;
}
