import { type ReadableLine, sayDay } from '../../messages/readable.ts';
import type { Field } from '../antrag/antrag-data.ts';

/** The fields of a form, under the labels that the form gives them. */
export function antragLines(fields: readonly Field[]): ReadableLine[] {
  let open: readonly string[] = [];
  const lines = fields.flatMap((field) => {
    const groups = (field.groups ?? []).map(({ label, index }) => (index === undefined ? label : `${label} ${index}`));
    const same = groups.findIndex((group, place) => group !== open[place]);
    const from = same < 0 ? groups.length : same;
    open = groups;
    return [
      ...groups.slice(from).map((label, place) => ({ depth: from + place + 1, label })),
      { depth: groups.length + 1, label: field.label, value: sayField(field) },
    ];
  });
  return lines.length === 0 ? [] : [{ depth: 0, label: 'Angaben' }, ...lines];
}

function sayField({ text, number, date, dateTime, time, flag, code, file }: Field): string {
  if (flag !== undefined) return flag ? 'ja' : 'nein';
  if (code) return code.label === undefined ? code.value : `${code.label} (${code.value})`;
  if (number !== undefined) return String(number).replace('.', ',');
  return sayDay(text ?? date ?? dateTime ?? time ?? (file === undefined ? '' : `Anlage ${file}`));
}
