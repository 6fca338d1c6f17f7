import { fileURLToPath } from 'node:url';
import { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { ZustellwerkError } from '../errors.ts';
import { type ExportedSchema, exportSchemas } from './export-schemas.ts';
import { withoutCharacterPatterns } from './scanned-schema.ts';
import { readSchemaFolder, resolveReference, type SchemaFile } from './schema-files.ts';

/** Compiled schemas by namespace. A value: each gateway and each test makes its own. */
export interface Schemas {
  /** Namespaces whose documents can be judged. */
  readonly namespaces: readonly string[];
  /** Root elements that a namespace declares; empty when the namespace is unknown. */
  rootsOf(namespace: string): readonly string[];
  /** Whether the official schema is used, not the one modelled here. */
  isOfficial(namespace: string): boolean;
  /** The compiled schema; compiled at the first call, or by `compileAll`. */
  validatorFor(namespace: string): XsdValidator | undefined;
  /** The same without the patterns of DIN 91379, for messages whose texts our own scan found in order. */
  validatorForScanned(namespace: string): XsdValidator | undefined;
  /** The files that documents of a namespace are judged by, to be handed on. */
  exportFor(namespace: string): ExportedSchema[];
  compileAll(): void;
  dispose(): void;
}

const ownSchemaFolder = fileURLToPath(new URL('../../schemas/', import.meta.url));

let sets = 0;

/** libxml2 has one list of providers for the whole process, with few places: all sets share one, by distinct addresses. */
const schemaTexts = new XmlBufferInputProvider({});
xmlRegisterInputProvider(schemaTexts);

/**
 * Loads our own schemas, and official ones that take the place of ours where their namespace is the same.
 *
 * @throws ZustellwerkError SCHEMA_BROKEN for an unreadable file or an import that nothing satisfies.
 */
export async function loadSchemas(officialFolder?: string): Promise<Schemas> {
  sets += 1;
  const own = await readSchemaFolder(ownSchemaFolder, `own-${sets}.invalid`);
  const official = officialFolder ? await readSchemaFolder(officialFolder, `official-${sets}.invalid`) : [];
  const officialNamespaces = new Set(official.map((file) => file.namespace));
  const files = [...official, ...own.filter((file) => !officialNamespaces.has(file.namespace))];
  return compiledOnDemand(files, officialNamespaces, `set-${sets}.invalid`);
}

/** Points every reference of a schema at the file that satisfies it, so that nothing is ever looked up by address. */
function link(file: SchemaFile, files: readonly SchemaFile[]): string {
  return file.references.reduce((text, reference) => {
    const target = resolveReference(file, reference, files).url;
    if (reference.location !== undefined) return text.replaceAll(`"${reference.location}"`, `"${target}"`);
    return text.replace(
      new RegExp(`(namespace\\s*=\\s*"${RegExp.escape(reference.namespace)}")`),
      `$1 schemaLocation="${target}"`,
    );
  }, file.text);
}

function compiledOnDemand(
  files: readonly SchemaFile[],
  officialNamespaces: ReadonlySet<string>,
  host: string,
): Schemas {
  const roots = new Map<string, readonly string[]>();
  for (const file of files) {
    if (file.roots.length > 0) roots.set(file.namespace, [...(roots.get(file.namespace) ?? []), ...file.roots]);
  }
  const namespaces = [...roots.keys()];
  const complete = createValidators(files, namespaces, host);
  const scanned = createValidators(files.map(withoutCharacterPatterns), namespaces, `scanned.${host}`);
  return {
    namespaces,
    rootsOf: (namespace) => roots.get(namespace) ?? [],
    isOfficial: (namespace) => officialNamespaces.has(namespace),
    validatorFor: complete.find,
    validatorForScanned: scanned.find,
    exportFor: (namespace) => exportSchemas(namespace, files),
    compileAll: () => {
      namespaces.forEach(complete.find);
      namespaces.forEach(scanned.find);
    },
    dispose: () => {
      complete.dispose();
      scanned.dispose();
    },
  };
}

/** One compiled schema for each namespace. */
function createValidators(files: readonly SchemaFile[], namespaces: readonly string[], host: string) {
  for (const file of files) schemaTexts.addBuffer(file.url, Buffer.from(link(file, files)));
  const compiled = new Map<string, XsdValidator>();
  let disposed = false;
  return {
    find: (namespace: string) => {
      if (disposed || !namespaces.includes(namespace)) return undefined;
      const known = compiled.get(namespace);
      if (known) return known;
      const validator = compile(namespace, files, host);
      compiled.set(namespace, validator);
      return validator;
    },
    dispose: () => {
      disposed = true;
      for (const file of files) schemaTexts.removeBuffer(file.url);
      for (const validator of compiled.values()) validator.dispose();
      compiled.clear();
    },
  };
}

/** A standard may be spread over many files without one that names them all: this one does. */
function compile(namespace: string, files: readonly SchemaFile[], host: string): XsdValidator {
  const members = files.filter((file) => file.namespace === namespace);
  const includes = members.map((file) => `<xs:include schemaLocation="${file.url}"/>`).join('');
  const driver = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${namespace}">${includes}</xs:schema>`;
  try {
    using document = XmlDocument.fromString(driver, { url: `https://${host}/all.xsd` });
    return XsdValidator.fromDoc(document);
  } catch (cause) {
    throw new ZustellwerkError(
      'SCHEMA_BROKEN',
      `The schema for ${namespace} does not compile: ${(cause as Error).message}`,
      { cause },
    );
  }
}
