import { z } from 'zod';
import type { DataPath } from '../../findings.ts';
import { valueAt } from '../../messages/paths.ts';
import { partySchema } from '../antrag/party-data.ts';

/** A JSON Schema, or a part of one: nothing is known of it but that it is an object. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A person in a role: what `$ref` names in the schema of a form. */
export const partyReference = 'urn:zustellwerk:antrag:1:party';

export const partyJsonSchema: JsonSchema = { ...z.toJSONSchema(partySchema), $id: partyReference };

/**
 * Our own keywords: a code list with an address of its own, a date that is not in the future, what a pattern asks for
 * in words, and rules of a FIM schema that only a person can decide.
 */
export const ownKeywords = ['x-codeList', 'x-notAfterToday', 'x-expected', 'x-notDecided'] as const;

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The steps of a JSON pointer (RFC 6901). */
export function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What a reference within the same file leads to; undefined for any other. */
export function followReference(
  root: JsonSchema,
  reference: string,
): { schema: JsonSchema; path: DataPath } | undefined {
  if (!reference.startsWith('#/')) return undefined;
  const path = stepsOf(decodeURIComponent(reference.slice(1)));
  const schema = valueAt(root, path);
  return isSchema(schema) ? { schema, path } : undefined;
}

/** Code → words of a choice, written as `enum` or as `oneOf` of constants with titles; undefined for anything else. */
export function choicesOf(schema: JsonSchema): Readonly<Record<string, string>> | undefined {
  const { enum: values, oneOf } = schema;
  if (Array.isArray(values) && values.every((value) => typeof value === 'string')) {
    return Object.fromEntries(values.map((value) => [value, value]));
  }
  const options = constantsIn(oneOf);
  return options && Object.fromEntries(options.map(({ const: code, title }) => [code, text(title) ?? String(code)]));
}

function constantsIn(oneOf: unknown): JsonSchema[] | undefined {
  const isConstant = (option: unknown) => isSchema(option) && typeof option.const === 'string';
  return Array.isArray(oneOf) && oneOf.length > 0 && oneOf.every(isConstant) ? oneOf : undefined;
}

/** The same schema with each choice as `enum`: a wrong code is then one fault, not one for each code. */
export function withPlainChoices(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withPlainChoices);
  if (!isSchema(schema)) return schema;
  const plain = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withPlainChoices(value)]));
  const options = constantsIn(schema.oneOf);
  if (options === undefined) return plain;
  const { oneOf: _, ...rest } = plain;
  return { ...rest, enum: options.map((option) => option.const) };
}
