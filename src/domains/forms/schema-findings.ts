import type { ErrorObject } from 'ajv/dist/2020.js';
import { type DataPath, type Finding, type FindingParams, finding, type Rule, type Wording } from '../../findings.ts';
import { valueAt } from '../../messages/paths.ts';
import { nearest } from '../../nearest.ts';
import { isSchema, type JsonSchema, stepsOf, text } from './json-schema.ts';

/** More errors help nobody, and a body of nothing but errors would keep the process busy. */
const mostErrors = 2_000;

/**
 * What a validator says against the data of a form, as findings. Its errors carry the values, so nothing but what the
 * schema says is taken from them.
 */
export function findingsOfErrors(all: readonly ErrorObject[], data: unknown): Finding[] {
  const errors = all.slice(0, mostErrors);
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  return errors
    .filter((error) => error.keyword !== 'if' && !choices.some((choice) => isWithin(error, choice)))
    .flatMap((error) => toFinding(error, data));
}

/** What one of several alternatives says: the alternatives are told as a whole. */
function isWithin(error: ErrorObject, choice: ErrorObject): boolean {
  return error.schemaPath.startsWith(`${choice.schemaPath}/`) && error.instancePath.startsWith(choice.instancePath);
}

function toFinding(error: ErrorObject, data: unknown): Finding[] {
  const { keyword, params, parentSchema } = error;
  const schema: JsonSchema = isSchema(parentSchema) ? parentSchema : {};
  const path = pathIn(data, error.instancePath);
  const at = (rule: Rule, words: FindingParams) => [finding(path, rule, words)];
  const limit = Number(params.limit);
  switch (keyword) {
    case 'required':
    case 'dependentRequired': {
      const missing = String(params.missingProperty);
      return [
        finding([...path, missing], 'required', { expected: expectedOf(valueAt(schema, ['properties', missing])) }),
      ];
    }
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = String(params.additionalProperty ?? params.unevaluatedProperty);
      const known = Object.keys(isSchema(schema.properties) ? schema.properties : {});
      return [finding([...path, name], 'unknown-field', { nearest: nearest(name, known) })];
    }
    case 'type':
      return at('type', { expected: expectedOf({ ...schema, format: undefined }) });
    case 'enum':
      return at('code', {
        list: text(schema.title) ?? String(path.at(-1) ?? ''),
        nearest: nearest(String(valueAt(data, path)), codesOf(schema)),
      });
    case 'const':
      return at('format', { expected: JSON.stringify(params.allowedValue) });
    case 'format':
      return [formatFinding(path, String(params.format))];
    case 'pattern':
      return at('format', { expected: ownWords(schema) ?? String(params.pattern) });
    case 'maxLength':
      return at('too-long', { actual: [...String(valueAt(data, path))].length, max: limit });
    case 'minLength':
      return at('format', { expected: { de: `mindestens ${limit} Zeichen`, en: `at least ${limit} characters` } });
    case 'maxItems':
    case 'minItems': {
      const value = valueAt(data, path);
      const actual = Array.isArray(value) ? value.length : 0;
      return keyword === 'maxItems' ? at('too-many', { actual, max: limit }) : at('too-few', { actual, min: limit });
    }
    case 'minimum':
    case 'exclusiveMinimum':
    case 'maximum':
    case 'exclusiveMaximum':
      return at('number', { expected: rangeOf(keyword, limit) });
    case 'multipleOf':
      return at('number', {
        expected: { de: `ein Vielfaches von ${params.multipleOf}`, en: `a multiple of ${params.multipleOf}` },
      });
    case 'oneOf':
    case 'anyOf':
      return [alternatives(error, schema, path, data)];
    default:
      return at('format', {
        expected: ownWords(schema) ?? { de: 'wie im Formular beschrieben', en: 'as the form describes it' },
      });
  }
}

/** Alternatives that ask for members are told by their names. */
function alternatives({ keyword }: ErrorObject, schema: JsonSchema, path: DataPath, data: unknown): Finding {
  const branches = Array.isArray(schema[keyword]) ? schema[keyword] : [];
  const names = [...new Set(branches.flatMap((branch) => (isSchema(branch) ? [branch.required].flat() : [])))].filter(
    (name) => typeof name === 'string',
  );
  if (names.length === 0) {
    const expected = ownWords(schema) ?? {
      de: 'eine der Möglichkeiten des Formulars',
      en: 'one of the alternatives of the form',
    };
    return finding(path, 'format', { expected });
  }
  if (keyword === 'anyOf') {
    const expected = { de: `mindestens eines von: ${names.join(', ')}`, en: `at least one of: ${names.join(', ')}` };
    return finding(path, 'format', { expected });
  }
  const given = names.filter((name) => valueAt(data, [...path, name]) !== undefined);
  return finding(path, given.length > 1 ? 'conflict' : 'choice', { names });
}

function formatFinding(path: DataPath, format: string): Finding {
  switch (format) {
    case 'date':
      return finding(path, 'date', { expected: isoDay });
    case 'date-time':
      return finding(path, 'date-time');
    default:
      return finding(path, 'format', { expected: formatWords[format] ?? format });
  }
}

const isoDay: Wording = { de: 'JJJJ-MM-TT', en: 'YYYY-MM-DD' };

const formatWords: Readonly<Record<string, Wording>> = {
  date: isoDay,
  'date-time': { de: 'JJJJ-MM-TTThh:mm:ss mit Zeitzone', en: 'YYYY-MM-DDThh:mm:ss with a time zone' },
  email: { de: 'E-Mail-Adresse', en: 'e-mail address' },
  uri: { de: 'Adresse im Netz mit https://', en: 'web address with https://' },
  'local-time': 'hh:mm',
  attachment: {
    de: 'Kennung eines Anhangs aus POST /v1/attachments',
    en: 'id of an attachment from POST /v1/attachments',
  },
};

const typeWords: Readonly<Record<string, Wording>> = {
  string: { de: 'Text', en: 'text' },
  number: { de: 'Zahl', en: 'number' },
  integer: { de: 'ganze Zahl', en: 'whole number' },
  boolean: { de: 'true oder false', en: 'true or false' },
  array: { de: 'Liste', en: 'list' },
  object: { de: 'Objekt', en: 'object' },
};

/** What a member should hold, in words. */
function expectedOf(member: unknown): Wording {
  const schema = isSchema(member) ? member : {};
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  return ownWords(schema) ?? formatWords[String(schema.format)] ?? typeWords[String(type)] ?? text(schema.title) ?? '';
}

function ownWords(schema: JsonSchema): Wording | undefined {
  const words = schema['x-expected'];
  if (typeof words === 'string') return words;
  return isSchema(words) && typeof words.de === 'string' && typeof words.en === 'string'
    ? { de: words.de, en: words.en }
    : undefined;
}

function codesOf({ enum: codes }: JsonSchema): string[] {
  return Array.isArray(codes) ? codes.filter((code) => typeof code === 'string') : [];
}

function rangeOf(keyword: string, limit: number): Wording {
  switch (keyword) {
    case 'minimum':
      return { de: `mindestens ${limit}`, en: `at least ${limit}` };
    case 'maximum':
      return { de: `höchstens ${limit}`, en: `at most ${limit}` };
    case 'exclusiveMinimum':
      return { de: `größer als ${limit}`, en: `greater than ${limit}` };
    default:
      return { de: `kleiner als ${limit}`, en: `less than ${limit}` };
  }
}

/** The path of a JSON pointer; a step is an index where a list stands. */
function pathIn(data: unknown, pointer: string): DataPath {
  const path: (string | number)[] = [];
  for (const step of stepsOf(pointer)) path.push(Array.isArray(valueAt(data, path)) ? Number(step) : step);
  return path;
}
