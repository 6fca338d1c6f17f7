import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ZustellwerkError } from '../errors.ts';
import type { RuleFault } from './message-rule.ts';
import { readXml, type XmlElement } from './xml-read.ts';

/** The Schematron rules of standards, by the namespace of the documents that they are for. */
export interface Schematron {
  /** Files that were loaded. */
  readonly files: readonly string[];
  /**
   * What the rules say against a well-formed document. Asynchronous so that another thread can take it over.
   *
   * @throws ZustellwerkError SCHEMA_BROKEN when a rule cannot be evaluated; names the file.
   */
  check(xml: Uint8Array, namespace: string): Promise<RuleFault[]>;
}

interface RuleFile {
  readonly file: string;
  readonly namespaces: ReadonlySet<string>;
  check(xml: string): RuleFault[];
}

const schematron = 'http://purl.oclc.org/dsdl/schematron';
/** What node-schematron passes over without a word: a rule that silently does not hold is worse than none. */
const unsupported = new Set(['include', 'extends', 'diagnostic']);
/** Values of `role` and `flag` in use that only tell; all others refuse. */
const telling = new Set(['warning', 'warn', 'information', 'info', 'hint']);

/**
 * Loads all `.sch` files of a folder tree. A file is for the documents whose namespace it declares with `sch:ns`.
 *
 * @throws ZustellwerkError SCHEMA_BROKEN for a file that is no Schematron, or uses what cannot be evaluated here.
 */
export async function loadSchematron(folder?: string): Promise<Schematron> {
  const entries = folder === undefined ? [] : await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sch'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const files = await Promise.all(paths.map(loadFile));
  return {
    files: paths,
    check: async (xml, namespace) => {
      const text = new TextDecoder().decode(xml);
      return files.filter(({ namespaces }) => namespaces.has(namespace)).flatMap((file) => runFile(file, text));
    },
  };
}

function runFile({ file, check }: RuleFile, xml: string): RuleFault[] {
  try {
    return check(xml);
  } catch (cause) {
    throw new ZustellwerkError('SCHEMA_BROKEN', `A rule of ${file} cannot be evaluated.`, { cause });
  }
}

async function loadFile(file: string): Promise<RuleFile> {
  // Half a second to load and not needed by most: only who has such files pays for it.
  const { Schema } = await import('node-schematron');
  const bytes = await readFile(file);
  try {
    const source = readXml(bytes);
    const used = findUnsupported(source);
    if (used !== undefined) throw new Error(`${used} cannot be evaluated here`);
    const told = assertions(source, basename(file));
    const schema = Schema.fromString(bytes.toString('utf8'));
    const asserts = schema.patterns.flatMap(({ rules }) => rules.flatMap((rule) => rule.asserts));
    if (source.namespace !== schematron || asserts.length !== told.length) throw new Error('it is no ISO Schematron');
    for (const [index, assert] of asserts.entries()) {
      // Results name their assertion by id alone, and not every assertion has one.
      assert.id = String(index);
      // Its own text would quote what the citizen wrote.
      assert.message = [];
    }
    return {
      file,
      namespaces: new Set(source.children.filter(isNamed('ns')).map(({ attributes }) => attributes.get('uri') ?? '')),
      check: (xml) =>
        schema.validateString(xml).flatMap(({ assertId, context }) => {
          const assertion = told[Number(assertId)];
          return assertion ? [{ ...assertion, xpath: xpathOfNode(context) }] : [];
        }),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ZustellwerkError('SCHEMA_BROKEN', `${file} is not a readable Schematron: ${reason}.`, { cause });
  }
}

/** Id, severity and sentence of each assertion, in the order of the document. */
function assertions(source: XmlElement, file: string): Omit<RuleFault, 'xpath'>[] {
  const withRoles = source.children
    .filter(isNamed('pattern'))
    .flatMap((pattern) =>
      pattern.children
        .filter(isNamed('rule'))
        .flatMap((rule) =>
          rule.children
            .filter((child) => isNamed('assert')(child) || isNamed('report')(child))
            .map((assertion) => ({ assertion, role: roleOf(assertion) ?? roleOf(rule) ?? roleOf(pattern) ?? 'error' })),
        ),
    );
  return withRoles.map(({ assertion, role }, index) => {
    const text = sentenceOf(assertion);
    return {
      id: assertion.attributes.get('id') ?? `${file}#${index + 1}`,
      severity: telling.has(role.toLowerCase()) ? 'warning' : 'error',
      // Standards publish one language.
      text: { de: text, en: text },
    };
  });
}

function roleOf({ attributes }: XmlElement): string | undefined {
  return attributes.get('role') ?? attributes.get('flag');
}

/** The sentence without what it would quote from the document. */
function sentenceOf({ text, attributes }: XmlElement): string {
  return text.replaceAll(/\s+/g, ' ').trim() || (attributes.get('test') ?? '');
}

function isNamed(name: string) {
  return (element: XmlElement) => element.name === name && element.namespace === schematron;
}

function findUnsupported(element: XmlElement): string | undefined {
  if (element.namespace === schematron && unsupported.has(element.name)) return `sch:${element.name}`;
  if (element.attributes.get('abstract') === 'true') return 'abstract="true"';
  if (element.attributes.has('is-a')) return 'is-a';
  return element.children.map(findUnsupported).find((found) => found !== undefined);
}

interface XmlNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly parentNode: XmlNode | null;
  readonly childNodes: readonly XmlNode[];
}

/** As libxml2 writes it: with the prefixes of the document, and a position where there are several. */
function xpathOfNode(node: XmlNode): string {
  const { parentNode: parent, nodeName } = node;
  if (node.nodeType !== 1) return parent === null ? '/' : xpathOfNode(parent);
  const same = parent?.childNodes.filter((child) => child.nodeType === 1 && child.nodeName === nodeName) ?? [];
  const position = same.length > 1 ? `[${same.indexOf(node) + 1}]` : '';
  const around = parent === null || parent.nodeType !== 1 ? '' : xpathOfNode(parent);
  return `${around}/${nodeName}${position}`;
}
