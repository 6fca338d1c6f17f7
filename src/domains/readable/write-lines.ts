import { writeCsv } from '../../messages/csv.ts';
import type { ReadableLine } from '../../messages/readable.ts';

/** The lines as a table for a spreadsheet: section, field, value. */
export function writeLines(lines: readonly ReadableLine[]): string {
  const open: string[] = [];
  const rows = lines.flatMap(({ depth, label, value }) => {
    open.length = Math.min(open.length, depth);
    if (value !== undefined) return [[open.filter(Boolean).join(' › '), label, asText(value)]];
    open[depth] = label;
    return [];
  });
  return writeCsv([['Abschnitt', 'Feld', 'Wert'], ...rows]);
}

/** A spreadsheet would take what a citizen wrote for a formula; the apostrophe says that it is text (OWASP, CSV Injection). */
function asText(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
