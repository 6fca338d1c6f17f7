import type { Language } from '../../findings.ts';
import { type ReadableLine, sayDay, sayFlag } from '../../messages/readable.ts';
import type { Field } from '../antrag/antrag-data.ts';

/** The fields of a form, under the labels that the form gives them. */
export function antragLines(fields: readonly Field[], language: Language): ReadableLine[] {
  let open: readonly string[] = [];
  const lines = fields.flatMap((field) => {
    const groups = (field.groups ?? []).map(({ label, index }) => (index === undefined ? label : `${label} ${index}`));
    const same = groups.findIndex((group, place) => group !== open[place]);
    const from = same < 0 ? groups.length : same;
    open = groups;
    return [
      ...groups.slice(from).map((label, place) => ({ depth: from + place + 1, label })),
      { depth: groups.length + 1, label: field.label, value: sayField(field, language) },
    ];
  });
  return lines.length === 0 ? [] : [{ depth: 0, label: language === 'de' ? 'Angaben' : 'Content' }, ...lines];
}

function sayField({ text, number, date, dateTime, time, flag, code, file }: Field, language: Language): string {
  if (flag !== undefined) return sayFlag(flag, language);
  if (code) return code.label === undefined ? code.value : `${code.label} (${code.value})`;
  if (number !== undefined) return String(number).replace('.', ',');
  return sayDay(
    text ??
      date ??
      dateTime ??
      time ??
      (file === undefined ? '' : `${language === 'de' ? 'Anlage' : 'Attachment'} ${file}`),
  );
}
