import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import type { XmlElement } from '../../messages/xml-read.ts';
import { prefixes, xtaNamespace } from './names.ts';

/** An element to be written: its name with one of our prefixes, or without namespace. */
export interface XmlTree {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  /** Either elements or one text. */
  readonly content: string | readonly XmlTree[];
}

/** A part that may be missing, so that optional elements stand in a list where they belong. */
type Parts = readonly (XmlTree | undefined)[];

/** An element without attributes. */
export function element(name: string, content: string | Parts = []): XmlTree {
  return elementWith(name, {}, content);
}

/** An element with attributes; those that are undefined are left out. */
export function elementWith(name: string, attributes: XmlTree['attributes'], content: string | Parts = []): XmlTree {
  return {
    name,
    attributes,
    content: typeof content === 'string' ? content : content.filter((part) => part !== undefined),
  };
}

/** An element with a text, or nothing where there is no text. */
export function optional(name: string, text: string | undefined): XmlTree | undefined {
  return text === undefined ? undefined : element(name, text);
}

/** Writes a document in UTF-8 with all our prefixes declared at its root. */
export function writeTree(root: XmlTree): Uint8Array {
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const top = document.ele(null, root.name);
  // Told of namespaces, the builder would look each of them up for every element, only to write the same bytes.
  const node = top.node as XMLBuilder['node'] & { setAttribute(name: string, value: string): void };
  for (const [prefix, namespace] of Object.entries(prefixes)) node.setAttribute(`xmlns:${prefix}`, namespace);
  fill(top, root);
  // A bare carriage return would be read as a line feed (XML 1.0, 2.11).
  return Buffer.from(document.end().replaceAll('\r', '&#xD;'), 'utf8');
}

function fill(target: XMLBuilder, { attributes, content }: XmlTree): void {
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) target.att(name, value);
  if (typeof content === 'string') target.txt(content);
  else for (const child of content) fill(target.ele(null, child.name), child);
}

/** What was read, to be written again. Elements of other namespaces than XTA's are written without one. */
export function toTree(source: XmlElement): XmlTree {
  const { namespace, name, attributes, children, text } = source;
  const content = children.length > 0 ? children.map(toTree) : text;
  return {
    name: namespace === xtaNamespace ? `xta:${name}` : name,
    attributes: Object.fromEntries(attributes),
    content,
  };
}

/** The child of that name, in XTA's namespace unless another is given. */
export function child(parent: XmlElement | undefined, name: string, namespace = xtaNamespace): XmlElement | undefined {
  return parent?.children.find((each) => each.name === name && each.namespace === namespace);
}

export function childrenOf(parent: XmlElement | undefined, name: string): readonly XmlElement[] {
  return parent?.children.filter((each) => each.name === name && each.namespace === xtaNamespace) ?? [];
}

/** The trimmed text of an element; undefined when it is missing or empty. */
export function textOf(source: XmlElement | undefined): string | undefined {
  return source?.text.trim() || undefined;
}
