import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Schema } from 'node-schematron';
import { ZustellwerkError } from '../errors.ts';
import type { RuleFault } from './message-rule.ts';
import { readXml, type XmlElement } from './xml-read.ts';

/** One Schematron file, ready to ask. */
export interface RuleFile {
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
 * Reads a Schematron file (ISO Schematron with XPath 3.1; without abstract patterns and rules, and without what only
 * XSLT has).
 *
 * @throws ZustellwerkError SCHEMA_BROKEN with the file and the reason.
 */
export async function loadRuleFile(file: string): Promise<RuleFile> {
  // Half a second to load and not needed by most: only who has such files pays for it.
  const { Schema } = await import('node-schematron');
  const bytes = await readFile(file);
  try {
    const source = readXml(bytes);
    const used = findUnsupported(source);
    if (used !== undefined) throw new Error(`${used} cannot be evaluated here`);
    const schema = Schema.fromString(bytes.toString('utf8'));
    const roles = rolesOf(source);
    const asserts = schema.patterns.flatMap(({ rules }) => rules.flatMap((rule) => rule.asserts));
    if (source.namespace !== schematron || asserts.length !== roles.length) throw new Error('it is no ISO Schematron');
    const told = asserts.map((assert, index) => {
      const text = sentenceOf(assert.message);
      const severity = telling.has(roles[index] ?? '') ? ('warning' as const) : ('error' as const);
      // Standards publish one language.
      return { id: assert.id ?? `${basename(file)}#${index + 1}`, severity, text: { de: text, en: text } };
    });
    for (const [index, assert] of asserts.entries()) {
      // Results name their assertion by id alone, and not every assertion has one.
      assert.id = String(index);
      // Its own text would quote what the citizen wrote.
      assert.message = [];
    }
    compileTests(schema, Schema.fromString(anything));
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

/** `role` or `flag` of each assertion, in the order of the document: node-schematron passes over them. */
function rolesOf(source: XmlElement): string[] {
  return source.children
    .filter(isNamed('pattern'))
    .flatMap((pattern) =>
      pattern.children
        .filter(isNamed('rule'))
        .flatMap((rule) =>
          rule.children
            .filter((child) => isNamed('assert')(child) || isNamed('report')(child))
            .map((assertion) => (roleOf(assertion) ?? roleOf(rule) ?? roleOf(pattern) ?? 'error').toLowerCase()),
        ),
    );
}

function roleOf({ attributes }: XmlElement): string | undefined {
  return attributes.get('role') ?? attributes.get('flag');
}

/** The sentence without what it would quote from the document. */
function sentenceOf(parts: readonly (string | object)[]): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : '…'))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const anything = `<schema xmlns="${schematron}"><pattern><rule context="*"><assert test="false()"/></rule></pattern></schema>`;

/**
 * Tries each test on an element that it is not meant for. What the test says does not matter; that it can be said does:
 * else a function of XSLT, such as `current()`, would come to light with the first submission.
 */
function compileTests(schema: Schema, onAnything: Schema): void {
  const [element] = onAnything.validateString('<x/>');
  if (element === undefined) return;
  const options = { namespaceResolver: (prefix?: string | null) => schema.getNamespaceUriForPrefix(prefix) };
  for (const { variables, rules } of schema.patterns) {
    for (const rule of rules) {
      const names = [...schema.variables, ...variables, ...rule.variables].map(({ name }) => [name, ''] as const);
      for (const assert of rule.asserts) {
        try {
          assert.validateNode(element.context, Object.fromEntries(names), options);
        } catch (cause) {
          // Static errors of XPath; all others come from the element.
          if (/XPST\d{4}|<sch:ns>/.test(String(cause)))
            throw new Error(`${assert.test} cannot be evaluated`, { cause });
        }
      }
    }
  }
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
