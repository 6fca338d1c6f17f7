import type { ValidateFunction } from 'ajv/dist/2020.js';
import { type DataPath, type Finding, finding } from '../../findings.ts';
import { nearest } from '../../nearest.ts';
import type { DataSchema } from '../data-schema.ts';
import type { Form } from './form.ts';
import type { FormPart } from './form-model.ts';
import { type ListedData, listFields } from './list-fields.ts';
import { findingsOfErrors } from './schema-findings.ts';

/** The data schema that a form makes: its JSON Schema, the dates that depend on today, and members nobody knows. */
export function formData(form: Form, validate: ValidateFunction): DataSchema {
  return {
    jsonSchema: form.jsonSchema,
    check: (given, { today }) => {
      const { data, originOf } = form.readKeys(given);
      const found = validate(data) ? [] : findingsOfErrors(validate.errors ?? [], data);
      const listed = listFields(form.parts, data, form.keepsUnknown);
      const findings = [...found, ...findUnknown(form.parts, listed), ...findFutureDates(form.parts, listed, today)];
      return findings.map((one) => ({ ...one, path: originOf(one.path) }));
    },
  };
}

function findUnknown(parts: readonly FormPart[], { unknown }: ListedData): Finding[] {
  return unknown.map((path) =>
    finding(path, 'unknown-field', { nearest: nearest(String(path.at(-1)), namesAt(parts, path.slice(0, -1))) }),
  );
}

function namesAt(parts: readonly FormPart[], path: DataPath): string[] {
  return partsAt(parts, path).map(({ id }) => id);
}

function partsAt(parts: readonly FormPart[], path: DataPath): readonly FormPart[] {
  const names = path.filter((step) => typeof step === 'string');
  return names.reduce<readonly FormPart[]>((known, name) => {
    const part = known.find(({ id }) => id === name);
    return part?.kind === 'group' ? part.parts : [];
  }, parts);
}

function findFutureDates(parts: readonly FormPart[], { fields }: ListedData, today: string): Finding[] {
  return fields.flatMap(({ field, path }) => {
    const part = partsAt(parts, path.filter((step) => typeof step === 'string').slice(0, -1)).find(
      ({ id }) => id === field.id,
    );
    const bound = part?.kind === 'field' && part.notAfterToday;
    return bound && typeof field.date === 'string' && field.date > today ? [finding(path, 'date-in-future')] : [];
  });
}
