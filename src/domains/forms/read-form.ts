import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { ConfigError, type ConfigFault, type ConfigPath, writePath } from '../../config/config-error.ts';
import { explainIssues } from '../../config/explain-issues.ts';
import { parseYaml } from '../../config/yaml-source.ts';
import { ZustellwerkError } from '../../errors.ts';
import { readXml } from '../../messages/xml-read.ts';
import { suggest } from '../../nearest.ts';
import { fimKeys } from '../fim/fim-keys.ts';
import { type CodeTable, readGenericode } from '../fim/genericode.ts';
import { type Form, plainKeys } from './form.ts';
import { type FormFile, formFileSchema } from './form-file.ts';
import type { FormPart, SchemaFault } from './form-model.ts';
import { modelFromJsonSchema } from './model-from-json-schema.ts';
import { readFimSchema, readJsonSchema, type SchemaFile } from './schema-file.ts';
import { compileSchema } from './schema-validator.ts';

/** A form that was read and is sound in itself; whether its service is known is asked elsewhere. */
export interface ReadForm {
  readonly form: Form;
  readonly validate: ValidateFunction;
  readonly file: FormFile;
  /** A fault at a member of `form.yaml`. */
  faultAt(path: ConfigPath, problem: string, expected: string): ConfigFault;
}

/**
 * Reads the form in a folder: `form.yaml` and the files that it names.
 *
 * @throws ConfigError with all faults of the first file that has any, each at its line.
 */
export async function readForm(folder: string): Promise<ReadForm> {
  const file = join(folder, 'form.yaml');
  const yaml = await readText(file);
  const { parsed, faultAt } = parseFormFile(yaml, file);
  const tables = await Promise.all(parsed.codeLists.map((name) => readTable(join(folder, name))));
  const schemaPath = join(folder, parsed.schema);
  const content = await readText(schemaPath);
  const isFim = parsed.schema.endsWith('.xml');
  const source = isFim
    ? readFimSchema(
        content,
        tables.map(({ table }) => table),
      )
    : readJsonSchema(content);
  const place = (faults: readonly SchemaFault[]) =>
    new ConfigError(
      faults.map(({ path, ...told }) => ({ file: schemaPath, ...source.locate(path), path: writePath(path), ...told })),
    );
  if (source.schema === undefined) throw place(source.faults);
  const compiled = compileSchema(source.schema);
  if (compiled.faults) throw place(compiled.faults);
  const listUri = `urn:zustellwerk:formular:${parsed.service}:${parsed.version}`;
  const options = { labels: parsed.labels, roles: parsed.parties, listUri, version: parsed.version };
  const { parts, faults } = modelFromJsonSchema(source.schema, options);
  if (faults.length > 0) throw place(faults);
  const strangers = strangeLabels(parsed, parts).map(({ path, problem, expected }) => faultAt(path, problem, expected));
  if (strangers.length > 0) throw new ConfigError(strangers);

  const digest = createHash('sha256');
  for (const text of [yaml, content, ...tables.map((each) => each.content)]) digest.update(text).update('\0');
  const form: Form = {
    serviceId: parsed.service,
    act: parsed.act,
    version: parsed.version,
    validity: { from: parsed.validFrom, until: parsed.validUntil },
    digest: digest.digest('hex').slice(0, 8),
    title: parsed.title,
    schemaUri: uriOf(source, listUri),
    jsonSchema: source.schema,
    parts,
    keepsUnknown: parsed.unknownFields === 'keep',
    applicant: parsed.applicant,
    attachments: parsed.attachments,
    readKeys: isFim ? fimKeys(parts) : plainKeys,
  };
  return { form, validate: compiled.validate, file: parsed, faultAt };
}

function parseFormFile(yaml: string, file: string) {
  const source = parseYaml(yaml, file);
  if (source.faults.length > 0) throw new ConfigError(source.faults);
  const faultAt = (path: ConfigPath, problem: string, expected: string): ConfigFault => ({
    file,
    ...source.locate(path),
    path: writePath(path),
    problem,
    expected,
  });
  const result = formFileSchema.safeParse(source.value ?? {});
  if (result.success) return { parsed: result.data, faultAt };
  const issues = explainIssues(result.error.issues, source.value);
  throw new ConfigError(issues.map(({ path, problem, expected }) => faultAt(path, problem, expected)));
}

/** Where the fields are described: the FIM data schema by id and version, else an address of ours. */
function uriOf({ fim }: SchemaFile, own: string): string {
  return fim === undefined ? own : `urn:zustellwerk:fim:${fim.id}:${fim.version === '' ? '0' : fim.version}`;
}

/** Labels for fields that the form does not have. */
function strangeLabels({ labels }: FormFile, parts: readonly FormPart[]): SchemaFault[] {
  const known = pathsOf(parts, '');
  return Object.keys(labels)
    .filter((path) => !known.includes(path))
    .map((path) => ({ path: ['labels', path], problem: 'is no field of the form', expected: suggest(path, known) }));
}

function pathsOf(parts: readonly FormPart[], prefix: string): string[] {
  return parts.flatMap((part) => {
    const path = `${prefix}${part.id}`;
    return part.kind === 'group' ? [path, ...pathsOf(part.parts, `${path}.`)] : [path];
  });
}

async function readTable(file: string): Promise<{ table: CodeTable; content: string }> {
  const content = await readText(file);
  const expected = 'a code list in OASIS Genericode 1.0, as XRepository has it';
  try {
    const table = readGenericode(readXml(Buffer.from(content)));
    if (table) return { table, content };
  } catch (cause) {
    if (!(cause instanceof ZustellwerkError)) throw cause;
  }
  throw new ConfigError([{ file, line: 1, column: 1, path: '', problem: 'is no code list', expected }]);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const problem = `cannot be read (${cause instanceof Error && 'code' in cause ? cause.code : 'unknown reason'})`;
    throw new ConfigError([{ file, line: 0, column: 0, path: '', problem, expected: 'a file of the form' }], { cause });
  }
}
