import type { ValidateFunction } from 'ajv/dist/2020.js';
import { type DataPath, type Finding, finding, type Wording } from '../../findings.ts';
import { nearest } from '../../nearest.ts';
import type { DataSchema } from '../data-schema.ts';
import type { Form } from './form.ts';
import type { FieldType, FormPart } from './form-model.ts';
import { type ListedData, listFields } from './list-fields.ts';
import { findingsOfErrors } from './schema-findings.ts';

/** The data schema that a form makes: its JSON Schema, the dates that depend on today, and members nobody knows. */
export function formData(form: Form, validate: ValidateFunction): DataSchema {
  return {
    jsonSchema: form.jsonSchema,
    check: (given, { today }) => {
      const { data, originOf } = form.readKeys(given);
      const errors = validate(data) ? [] : (validate.errors ?? []);
      const found = findingsOfErrors(errors, data).map((one) => sayWhatIsMissing(one, form.parts));
      const listed = listFields(form.parts, data, form.keepsUnknown);
      const findings = [...found, ...findUnknown(form.parts, listed), ...findFutureDates(form.parts, listed, today)];
      return findings.map((one) => ({ ...one, path: originOf(one.path) }));
    },
  };
}

/** To look for the name that was meant takes a while. */
const mostUnknown = 1_000;

function findUnknown(parts: readonly FormPart[], { unknown }: ListedData): Finding[] {
  return unknown
    .slice(0, mostUnknown)
    .map((path) =>
      finding(path, 'unknown-field', { nearest: nearest(String(path.at(-1)), namesAt(parts, path.slice(0, -1))) }),
    );
}

/** A condition demands a member without saying what it is: that stands elsewhere in the schema. */
function sayWhatIsMissing(one: Finding, parts: readonly FormPart[]): Finding {
  if (one.rule !== 'required' || one.params?.expected) return one;
  const part = partAt(parts, one.path);
  const expected = part?.kind === 'field' ? fieldWords[part.type] : part?.label;
  return expected === undefined ? one : finding(one.path, 'required', { expected });
}

const fieldWords: Readonly<Record<FieldType, Wording>> = {
  text: { de: 'Text', en: 'text' },
  number: { de: 'Zahl', en: 'number' },
  date: { de: 'JJJJ-MM-TT', en: 'YYYY-MM-DD' },
  dateTime: { de: 'JJJJ-MM-TTThh:mm:ss mit Zeitzone', en: 'YYYY-MM-DDThh:mm:ss with a time zone' },
  time: 'hh:mm',
  boolean: { de: 'true oder false', en: 'true or false' },
  code: { de: 'Schlüssel', en: 'code' },
  file: { de: 'Kennung eines Anhangs', en: 'id of an attachment' },
};

function namesAt(parts: readonly FormPart[], path: DataPath): string[] {
  const part = partAt(parts, path);
  const known = path.length === 0 ? parts : part?.kind === 'group' ? part.parts : [];
  return known.map(({ id }) => id);
}

/** The part of the form that a path of the data leads to. */
function partAt(parts: readonly FormPart[], path: DataPath): FormPart | undefined {
  const [name, ...rest] = path.filter((step) => typeof step === 'string');
  const part = parts.find(({ id }) => id === name);
  if (rest.length === 0) return part;
  return part?.kind === 'group' ? partAt(part.parts, rest) : undefined;
}

function findFutureDates(parts: readonly FormPart[], { fields }: ListedData, today: string): Finding[] {
  return fields.flatMap(({ field, path }) => {
    const part = typeof field.date === 'string' && field.date > today ? partAt(parts, path) : undefined;
    return part?.kind === 'field' && part.notAfterToday ? [finding(path, 'date-in-future')] : [];
  });
}
