import type { DataPath } from '../../findings.ts';
import { suggest } from '../../nearest.ts';
import type { SchemaFault } from './form-model.ts';
import { isSchema, type JsonSchema } from './json-schema.ts';

/** Keywords whose value maps names of the author's own to schemas. */
const mappings = ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'];
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const schemas = ['items', 'additionalProperties', 'contains', 'propertyNames', 'not', 'if', 'then', 'else'];

/** Keywords that nobody knows, each at its place: the compiler names but one, and not where it stands. */
export function findUnknownKeywords(
  schema: JsonSchema,
  known: ReadonlySet<string>,
  path: DataPath = [],
): SchemaFault[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const at = [...path, keyword];
    if (!known.has(keyword)) {
      return [{ path: at, problem: 'is no keyword of JSON Schema', expected: suggest(keyword, [...known]) }];
    }
    return schemasIn(keyword, value).flatMap(([steps, part]) => findUnknownKeywords(part, known, [...at, ...steps]));
  });
}

function schemasIn(keyword: string, value: unknown): [DataPath, JsonSchema][] {
  if (mappings.includes(keyword) && isSchema(value)) {
    return Object.entries(value).flatMap(([name, part]) => (isSchema(part) ? [[[name], part]] : []));
  }
  if (lists.includes(keyword) && Array.isArray(value)) {
    return value.flatMap((part, index) => (isSchema(part) ? [[[index], part]] : []));
  }
  return schemas.includes(keyword) && isSchema(value) ? [[[], value]] : [];
}
