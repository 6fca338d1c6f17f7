import { XMLParser } from 'fast-xml-parser';
import { ZustellwerkError } from '../errors.ts';
import { guardXml, type XmlLimits } from './xml-guard.ts';
import { resolveReferences } from './xml-references.ts';

/** An element with its namespace resolved: which prefix a sender chose means nothing. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  /** The name with the sender's prefix, for XPaths alone. */
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, white space as sent. */
  readonly text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  attributesGroupName: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // `resolveReferences` does it: the parser's own decoder takes HTML's entities too and drops what it does not know.
  processEntities: false,
  cdataPropName: '#cdata',
  ignoreDeclaration: true,
  ignorePiTags: true,
});

type Raw = Record<string, unknown>;
type Prefixes = ReadonlyMap<string, string>;

/**
 * Reads a document into elements with resolved namespaces.
 *
 * @throws ZustellwerkError XML_REFUSED (see `guardXml`) or XML_MALFORMED; neither carries content.
 */
export function readXml(bytes: Uint8Array, limits?: XmlLimits): XmlElement {
  const text = guardXml(bytes, limits);
  const parsed = parse(text);
  const root = parsed.find((entry) => nameOf(entry) !== undefined);
  if (root === undefined) throw new ZustellwerkError('XML_MALFORMED', 'The document has no root element.');
  return toElement(root, new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]));
}

function parse(text: string): Raw[] {
  try {
    return parser.parse(text, true) as Raw[];
  } catch (cause) {
    // The parser's own message may quote content, so it stays in the cause.
    throw new ZustellwerkError('XML_MALFORMED', 'The document is not well-formed XML.', { cause });
  }
}

function nameOf(entry: Raw): string | undefined {
  return Object.keys(entry).find((key) => key !== ':@' && !key.startsWith('#'));
}

function toElement(entry: Raw, outer: Prefixes): XmlElement {
  const tag = nameOf(entry) ?? '';
  const content = entry[tag] as Raw[];
  const raw = Object.entries((entry[':@'] ?? {}) as Record<string, string>);
  const prefixes = declaredIn(raw, outer);
  const attributes = raw.filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:'));
  const texts = content.map((part) => textIn(part) ?? cdata(part) ?? '');
  return {
    ...resolve(tag, prefixes, prefixes.get('') ?? ''),
    tag,
    attributes: new Map(attributes.map(([name, value]) => [attributeName(name, prefixes), resolveReferences(value)])),
    children: content.filter((part) => nameOf(part) !== undefined).map((part) => toElement(part, prefixes)),
    text: texts.join(''),
  };
}

function textIn(part: Raw): string | undefined {
  const text = part['#text'];
  return typeof text === 'string' ? resolveReferences(text) : undefined;
}

function cdata(part: Raw): string | undefined {
  const inner = part['#cdata'];
  return Array.isArray(inner) ? inner.map((piece: Raw) => String(piece['#text'] ?? '')).join('') : undefined;
}

function declaredIn(attributes: [string, string][], outer: Prefixes): Prefixes {
  const declared = attributes.filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (declared.length === 0) return outer;
  return new Map([...outer, ...declared.map(([name, uri]) => [name === 'xmlns' ? '' : name.slice(6), uri] as const)]);
}

function resolve(name: string, prefixes: Prefixes, unprefixed: string): { namespace: string; name: string } {
  const colon = name.indexOf(':');
  if (colon < 0) return { namespace: unprefixed, name };
  const namespace = prefixes.get(name.slice(0, colon));
  if (namespace === undefined)
    throw new ZustellwerkError('XML_MALFORMED', 'A namespace prefix is used but not declared.');
  return { namespace, name: name.slice(colon + 1) };
}

/** An attribute without prefix has no namespace, whatever the default namespace is. */
function attributeName(name: string, prefixes: Prefixes): string {
  const resolved = resolve(name, prefixes, '');
  return resolved.namespace === '' ? resolved.name : `{${resolved.namespace}}${resolved.name}`;
}
