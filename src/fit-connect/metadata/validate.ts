import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isObject } from '../base64url.ts';
import { parseJson } from '../json.ts';
import { hasDecimalPlaces } from './decimal-places.ts';
import type { Metadata } from './metadata.ts';
import { metadataSchema1 } from './schema-1.ts';
import { metadataSchema2 } from './schema-2.ts';
import { findVersion } from './version.ts';

/** What is wrong in metadata. It holds no value of a field. */
export interface MetadataFault {
  /** JSON pointer (RFC 6901). */
  readonly pointer: string;
  /** The rule: a keyword of JSON Schema, or `unique`. */
  readonly rule: string;
  readonly message: string;
}

export type MetadataVerdict =
  | { readonly valid: true; readonly metadata: Metadata; readonly version: string }
  | {
      readonly valid: false;
      readonly reason:
        | 'METADATA_SYNTAX'
        | 'METADATA_SCHEMA_MISSING'
        | 'METADATA_SCHEMA_UNSUPPORTED'
        | 'METADATA_INVALID';
      readonly faults: readonly MetadataFault[];
    };

export interface MetadataRules {
  /** The destination's `metadataVersions`; without them all known versions are taken. */
  readonly metadataVersions?: readonly string[] | undefined;
}

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
for (const name of ['uri', 'email', 'date', 'date-time'] as const) ajv.addFormat(name, fullFormats[name]);
ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
ajv.addKeyword({ keyword: 'decimalPlaces', type: 'number', schemaType: 'number', validate: hasDecimalPlaces });

const validators = { 1: ajv.compile<Metadata>(metadataSchema1), 2: ajv.compile<Metadata>(metadataSchema2) };

/**
 * Validates metadata against the schema that they name, 1.x or 2.x, and finds all faults. Beyond the schema, ids of
 * attachments and data sets are unique. Amounts are judged by their decimal meaning.
 *
 * @param document the JSON: parsed, as text, or as bytes, such as the plaintext of `decryptJwe`.
 *
 * @example
 * const verdict = validateMetadata(plaintext, { metadataVersions: destination.metadataVersions });
 * if (!verdict.valid) console.log(verdict.reason, verdict.faults);
 */
export function validateMetadata(document: unknown, { metadataVersions }: MetadataRules = {}): MetadataVerdict {
  const value = parseJson(document);
  if (value === undefined)
    return refuse('METADATA_SYNTAX', { pointer: '', rule: 'json', message: 'is no JSON in UTF-8' });
  const version = findVersion(isObject(value) ? value.$schema : undefined, metadataVersions);
  if (typeof version === 'string') {
    const message = version === 'METADATA_SCHEMA_MISSING' ? 'is missing' : 'names no schema that is taken here';
    return refuse(version, { pointer: '/$schema', rule: 'schema', message });
  }
  const validator = validators[version.major];
  const valid = validator(value);
  const faults = valid ? findRepeated(value) : (validator.errors ?? []).map(describe);
  if (valid && faults.length === 0) return { valid, metadata: value, version: version.version };
  return { valid: false, reason: 'METADATA_INVALID', faults };
}

function refuse(
  reason: 'METADATA_SYNTAX' | 'METADATA_SCHEMA_MISSING' | 'METADATA_SCHEMA_UNSUPPORTED',
  fault: MetadataFault,
) {
  return { valid: false, reason, faults: [fault] } as const;
}

/** Messages of the validator speak of rules and names, never of values. */
function describe({ instancePath, keyword, message = 'breaks the schema' }: ErrorObject): MetadataFault {
  return { pointer: instancePath, rule: keyword, message };
}

function findRepeated({ contentStructure, dataSets = [] }: Metadata): MetadataFault[] {
  const lists = [
    ['/contentStructure/attachments', contentStructure.attachments.map(({ attachmentId }) => attachmentId)],
    ['/dataSets', dataSets.map(({ dataSetId }) => dataSetId)],
  ] as const;
  return lists.flatMap(([pointer, ids]) => {
    const small = ids.map((id) => id.toLowerCase());
    return small
      .map((id, index) => ({ pointer: `${pointer}/${index}`, first: small.indexOf(id) === index }))
      .filter(({ first }) => !first)
      .map((fault) => ({ pointer: fault.pointer, rule: 'unique', message: 'has the id of another entry' }));
  });
}
