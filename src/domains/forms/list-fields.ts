import type { DataPath } from '../../findings.ts';
import type { Antrag, Field } from '../antrag/antrag-data.ts';
import type { Party } from '../antrag/party-data.ts';
import type { FieldType, FormField, FormPart, FormParty } from './form-model.ts';

/** The data of a form as the message carries them, each with the place that it comes from. */
export interface ListedData {
  readonly fields: readonly { readonly field: Field; readonly path: DataPath }[];
  readonly parties: readonly { readonly party: RoleParty; readonly path: DataPath }[];
  /** Members that the form does not describe. */
  readonly unknown: readonly DataPath[];
}

type RoleParty = NonNullable<Antrag['parties']>[number];
type Groups = NonNullable<Field['groups']>;

/**
 * Lists the fields of a form's data in the order of the form. Need not be right data: what has the wrong shape is left
 * to the schema, which speaks of it.
 *
 * @param keepsUnknown whether members that the form does not describe become fields under their own names.
 */
export function listFields(parts: readonly FormPart[], data: unknown, keepsUnknown: boolean): ListedData {
  const fields: ListedData['fields'][number][] = [];
  const parties: ListedData['parties'][number][] = [];
  const unknown: DataPath[] = [];
  walk(parts, data, [], []);
  return { fields, parties, unknown };

  function walk(known: readonly FormPart[], object: unknown, at: DataPath, groups: Groups): void {
    if (!isObject(object)) return;
    for (const part of known) {
      if (!Object.hasOwn(object, part.id)) continue;
      const value = object[part.id];
      for (const { item, index } of entriesOf(value, part.many)) {
        take(part, item, index === undefined ? [...at, part.id] : [...at, part.id, index], groups, index);
      }
    }
    const names = new Set(known.map(({ id }) => id));
    for (const name of Object.keys(object).filter((each) => !names.has(each))) {
      if (keepsUnknown) takeUnknown(name, object[name], [...at, name], groups);
      else unknown.push([...at, name]);
    }
  }

  function take(part: FormPart, value: unknown, path: DataPath, groups: Groups, index: number | undefined): void {
    const number = index === undefined ? {} : { index: index + 1 };
    switch (part.kind) {
      case 'group':
        walk(part.parts, value, path, [...groups, { id: part.id, label: part.label, ...number }]);
        return;
      case 'party':
        parties.push({ party: inRole(part, value), path });
        return;
      case 'field':
        fields.push({ field: { ...placed(part, groups, number), ...typedValue(part, value) }, path });
    }
  }

  function takeUnknown(id: string, value: unknown, path: DataPath, groups: Groups): void {
    for (const { item, index } of entriesOf(value, Array.isArray(value))) {
      const number = index === undefined ? {} : { index: index + 1 };
      const here = index === undefined ? path : [...path, index];
      if (isObject(item)) walk([], item, here, [...groups, { id, label: id, ...number }]);
      else fields.push({ field: { ...placed({ id, label: id }, groups, number), ...untypedValue(item) }, path: here });
    }
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entriesOf(value: unknown, many: boolean): { item: unknown; index: number | undefined }[] {
  if (many && Array.isArray(value)) return value.map((item: unknown, index) => ({ item, index }));
  return [{ item: value, index: undefined }];
}

function placed({ id, label }: { id: string; label: string }, groups: Groups, number: { index?: number }) {
  return { id, label, ...(groups.length > 0 && { groups }), ...number };
}

function inRole({ role, label }: FormParty, value: unknown): RoleParty {
  return { role, label, ...(isObject(value) ? (value as Party) : {}) };
}

/** A value of the wrong type is handed on as it is: the message's own check speaks of it. */
function typedValue({ type, list }: FormField, value: unknown): Partial<Field> {
  switch (type) {
    case 'time':
      return { time: typeof value === 'string' && /^\d\d:\d\d$/.test(value) ? `${value}:00` : value } as Partial<Field>;
    case 'code': {
      const words =
        list?.names && typeof value === 'string' && Object.hasOwn(list.names, value) ? list.names[value] : undefined;
      const label = words === undefined || words === value ? {} : { label: words };
      return {
        code: { value, ...label, listUri: list?.uri ?? '', listVersion: list?.version ?? '' },
      } as Partial<Field>;
    }
    default:
      return { [memberFor[type]]: value };
  }
}

const memberFor: Readonly<Record<Exclude<FieldType, 'time' | 'code'>, keyof Field>> = {
  text: 'text',
  number: 'number',
  date: 'date',
  dateTime: 'dateTime',
  boolean: 'flag',
  file: 'file',
};

function untypedValue(value: unknown): Partial<Field> {
  if (typeof value === 'number') return { number: value };
  return typeof value === 'boolean' ? { flag: value } : ({ text: value } as Partial<Field>);
}
