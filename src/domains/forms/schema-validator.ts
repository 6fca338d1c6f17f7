import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { SchemaFault } from './form-model.ts';
import { type JsonSchema, ownKeywords, partyJsonSchema, stepsOf, withPlainChoices } from './json-schema.ts';
import { findUnknownKeywords } from './unknown-keywords.ts';

/** The compiled schema of a form, or what is wrong with it as a schema. */
export type Compiled =
  | { readonly validate: ValidateFunction; readonly faults?: undefined }
  | { readonly validate?: undefined; readonly faults: readonly SchemaFault[] };

/**
 * Compiles a JSON Schema 2020-12 strictly: an unknown keyword or format is a slip of its author. All errors of a value
 * are found, not only the first.
 */
export function compileSchema(schema: JsonSchema): Compiled {
  if (!isJsonSchema(schema)) return { faults: (isJsonSchema.errors ?? []).map(toFault) };
  const ajv = createAjv();
  const unknown = findUnknownKeywords(schema, new Set(Object.keys(ajv.RULES.keywords)));
  if (unknown.length > 0) return { faults: unknown };
  try {
    return { validate: ajv.compile(withPlainChoices(schema) as JsonSchema) };
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    const at = /at path "#(.*?)"/.exec(problem)?.[1] ?? '';
    return {
      faults: [{ path: stepsOf(at), problem: `does not compile: ${problem}`, expected: 'JSON Schema 2020-12' }],
    };
  }
}

/** Compiled once: this alone takes as long as a form. */
const isJsonSchema = new Ajv2020({ allErrors: true, logger: false }).getSchema(
  'https://json-schema.org/draft/2020-12/schema',
) as ValidateFunction;

/** One for each form, so that no form knows another's addresses. */
function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    validateSchema: false,
    allErrors: true,
    verbose: true,
    ownProperties: true,
    // A condition speaks of members that another part of the schema declares.
    strictTypes: false,
    strictRequired: false,
    // It takes two fifths of the time of compiling, and a validator runs no faster for it.
    code: { optimize: false },
    logger: false,
  });
  formats.default(ajv, ['date', 'date-time', 'email', 'uri']);
  ajv.addFormat('local-time', /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/);
  ajv.addFormat('attachment', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  ajv.addVocabulary([...ownKeywords]);
  ajv.addSchema(partyJsonSchema);
  return ajv;
}

function toFault({ instancePath, message = 'is not valid', params }: ErrorObject): SchemaFault {
  const allowed = Array.isArray(params.allowedValues) ? `: ${params.allowedValues.join(', ')}` : '';
  return { path: stepsOf(instancePath), problem: 'is not valid JSON Schema', expected: `${message}${allowed}` };
}
