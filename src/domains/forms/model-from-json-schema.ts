import type { DataPath } from '../../findings.ts';
import { label as labelType, name as nameType } from '../antrag/value-types.ts';
import type { FieldType, FormCodeList, FormPart, SchemaFault } from './form-model.ts';
import { choicesOf, followReference, isSchema, type JsonSchema, partyReference, text } from './json-schema.ts';

export interface ModelOptions {
  /** Labels that take the place of the schema's titles, by the path of the field in the data, without indexes. */
  readonly labels: Readonly<Record<string, string>>;
  /** Role of each member at the top that holds a person. */
  readonly roles: Readonly<Record<string, string>>;
  /** Begins the addresses of code lists that only this form has; the path of the field follows. */
  readonly listUri: string;
  readonly version: string;
}

export interface Model {
  readonly parts: readonly FormPart[];
  readonly faults: readonly SchemaFault[];
}

/** Deeper than any form. */
const deepest = 16;

/**
 * Reads the form's parts out of a JSON Schema, in the order of the schema. What the generic message cannot carry (lists
 * of lists, members without a type …) is a fault. Conditions add no parts of their own kind: what stands under
 * `allOf`, `anyOf`, `oneOf`, `then`, `else` and `dependentSchemas` may be there, so it is described.
 */
export function modelFromJsonSchema(root: JsonSchema, options: ModelOptions): Model {
  const faults: SchemaFault[] = [];
  const parts = partsOf(root, [], []);
  if (parts.length === 0 && faults.length === 0)
    faults.push({ path: [], problem: 'describes no members', expected: 'an object with properties' });
  for (const wanted of Object.keys(options.roles)) {
    if (parts.some(({ id }) => id === wanted)) continue;
    faults.push({
      path: ['properties'],
      problem: `has no member "${wanted}" for a party`,
      expected: 'a member of this name',
    });
  }
  return { parts, faults };

  function partsOf(schema: JsonSchema, path: DataPath, at: readonly string[]): FormPart[] {
    const found = new Map<string, FormPart>();
    for (const { schema: member, path: place, id } of membersOf(schema, path)) {
      if (found.has(id)) continue;
      const part = partOf(id, member, place, [...at, id]);
      if (part) found.set(id, part);
    }
    return [...found.values()];
  }

  function partOf(id: string, given: JsonSchema, path: DataPath, at: readonly string[]): FormPart | undefined {
    const schema = resolve(given, path);
    if (schema === undefined) return undefined;
    const label = options.labels[at.join('.')] ?? text(schema.title) ?? id;
    if (nameType.check(id) || labelType.check(label)) {
      return fail(
        path,
        'has a name or title that no message can carry',
        'a name without blanks, at most 100 characters; a title of at most 250 characters of DIN 91379',
      );
    }
    const role = at.length === 1 ? options.roles[id] : undefined;
    if (typeOf(schema) !== 'array') return single({ id, label, many: false }, schema, path, at, role);
    if (!isSchema(schema.items)) return fail(path, 'is a list of unknown items', 'items with one schema');
    const items = resolve(schema.items, [...path, 'items']);
    if (items === undefined) return undefined;
    if (typeOf(items) === 'array') return fail(path, 'is a list of lists', 'a list of values or of objects');
    return single({ id, label, many: true }, items, [...path, 'items'], at, role);
  }

  function single(
    part: { id: string; label: string; many: boolean },
    schema: JsonSchema,
    path: DataPath,
    at: readonly string[],
    role: string | undefined,
  ): FormPart | undefined {
    const isParty = schema.$ref === partyReference;
    if (isParty !== (role !== undefined)) {
      return isParty
        ? fail(path, 'is a person without a role', 'its role under "parties" of form.yaml, for a member at the top')
        : fail(path, 'has a role and is no person', `{"$ref": "${partyReference}"}`);
    }
    if (role !== undefined) return { kind: 'party', ...part, role };
    if (typeOf(schema) === 'object') {
      if (at.length >= deepest)
        return fail(path, 'is nested too deeply', `at most ${deepest} levels, and no schema within itself`);
      const parts = partsOf(schema, path, at);
      return parts.length > 0
        ? { kind: 'group', ...part, parts }
        : fail(path, 'is an object without members', 'a member at least');
    }
    const type = fieldType(schema, path);
    if (type === undefined) return undefined;
    const list = type === 'code' ? codeListOf(schema, at) : undefined;
    return { kind: 'field', ...part, type, ...(list && { list }), notAfterToday: schema['x-notAfterToday'] === true };
  }

  function fieldType(schema: JsonSchema, path: DataPath): FieldType | undefined {
    if (choicesOf(schema) !== undefined || isSchema(schema['x-codeList'])) return 'code';
    switch (typeOf(schema)) {
      case 'string':
        return stringTypes[String(schema.format)] ?? 'text';
      case 'number':
      case 'integer':
        return 'number';
      case 'boolean':
        return 'boolean';
      default:
        return fail(
          path,
          'has no type that a message can carry',
          'one type: string, number, integer, boolean, object or array; an enum of texts',
        );
    }
  }

  function codeListOf(schema: JsonSchema, at: readonly string[]): FormCodeList {
    const own = isSchema(schema['x-codeList']) ? schema['x-codeList'] : {};
    const names = choicesOf(schema);
    return {
      uri: text(own.uri) ?? `${options.listUri}:${at.map(encodeURIComponent).join('.')}`,
      version: text(own.version) ?? options.version,
      ...(names && { names }),
    };
  }

  /** The schema with what its reference within the file says; the person's reference stays. */
  function resolve(schema: JsonSchema, path: DataPath, steps = 0): JsonSchema | undefined {
    const reference = schema.$ref;
    if (typeof reference !== 'string' || reference === partyReference) return schema;
    const target = followReference(root, reference);
    if (target === undefined || steps > deepest) {
      return fail(
        [...path, '$ref'],
        `leads to nothing that is read: ${reference}`,
        `a place in this file, like #/$defs/name, or ${partyReference}`,
      );
    }
    const { $ref: _, ...own } = schema;
    return resolve({ ...target.schema, ...own }, path, steps + 1);
  }

  /** The members that an object has or may have. */
  function membersOf(
    schema: JsonSchema,
    path: DataPath,
    depth = 0,
  ): { id: string; schema: JsonSchema; path: DataPath }[] {
    if (depth > deepest) return [];
    const own = Object.entries(isSchema(schema.properties) ? schema.properties : {}).flatMap(([id, member]) =>
      isSchema(member) ? [{ id, schema: member, path: [...path, 'properties', id] }] : [],
    );
    return [
      ...own,
      ...branchesOf(schema, path).flatMap((branch) => {
        const resolved = resolve(branch.schema, branch.path);
        return resolved === undefined ? [] : membersOf(resolved, branch.path, depth + 1);
      }),
    ];
  }

  function fail(path: DataPath, problem: string, expected: string): undefined {
    faults.push({ path, problem, expected });
  }
}

/** Formats of a text that are values of their own in the message. */
const stringTypes: Readonly<Record<string, FieldType>> = {
  date: 'date',
  'date-time': 'dateTime',
  'local-time': 'time',
  attachment: 'file',
};

function typeOf({ type, properties, items }: JsonSchema): string | undefined {
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) {
    const real = type.filter((each) => each !== 'null');
    return real.length === 1 ? String(real[0]) : undefined;
  }
  if (isSchema(properties)) return 'object';
  return items === undefined ? undefined : 'array';
}

/** The parts of a schema that speak of the same object. */
function branchesOf(schema: JsonSchema, path: DataPath): { schema: JsonSchema; path: DataPath }[] {
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
    const branches = schema[keyword];
    return Array.isArray(branches)
      ? branches.map((branch, index) => ({ schema: branch, path: [...path, keyword, index] }))
      : [];
  });
  const singles = ['then', 'else'].map((keyword) => ({ schema: schema[keyword], path: [...path, keyword] }));
  const dependent = Object.entries(isSchema(schema.dependentSchemas) ? schema.dependentSchemas : {}).map(
    ([name, branch]) => ({ schema: branch, path: [...path, 'dependentSchemas', name] }),
  );
  return [...lists, ...singles, ...dependent].flatMap((branch) =>
    isSchema(branch.schema) ? [{ schema: branch.schema, path: branch.path }] : [],
  );
}
