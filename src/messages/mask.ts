import { ZustellwerkError } from '../errors.ts';
import type { GroupNode } from './definition.ts';
import type { AnyGroup, AnyNode } from './walk.ts';
import { readXml, type XmlElement } from './xml-read.ts';
import { escapeText, writeAttribute } from './xml-write.ts';

/** What stands in the place of a value. */
const masked = '•••';

/** What masking needs of a definition. */
interface Masking {
  readonly standard: { readonly namespace: string };
  readonly root: GroupNode<never>;
}

/**
 * A body for the eyes of an operator: its structure, with every value masked but those that the definition of the message
 * marks as harmless. Of a document that no definition knows, and of JSON, every value is masked.
 *
 * @returns undefined for what is neither XML nor JSON: nothing of it can be shown.
 */
export function maskBody(text: string, definitions: readonly Masking[]): string | undefined {
  return text.trimStart().startsWith('<') ? maskXml(text, definitions) : maskJson(text);
}

function maskXml(text: string, definitions: readonly Masking[]): string | undefined {
  try {
    const root = readXml(Buffer.from(text));
    const known = definitions.filter(
      (each) => each.root.name === root.name && each.standard.namespace === root.namespace,
    );
    return write(
      root,
      known.map((each) => each.root),
      0,
    ).join('\n');
  } catch (error) {
    if (error instanceof ZustellwerkError) return undefined;
    throw error;
  }
}

/** @param nodes what the definitions have at this place; a value is shown when all of them call it harmless. */
function write(element: XmlElement, nodes: readonly AnyNode[], depth: number): string[] {
  const indent = '  '.repeat(depth);
  const attributes = [...element.attributes].map(([name, value]) =>
    writeAttribute(name, show(value, isHarmlessAttribute(name, nodes))),
  );
  const open = `<${element.tag}${attributes.join('')}`;
  if (element.children.length > 0) {
    const inner = element.children.flatMap((child) => write(child, inside(nodes, child.name), depth + 1));
    return [`${indent}${open}>`, ...inner, `${indent}</${element.tag}>`];
  }
  const value = element.text.trim();
  if (value === '') return [`${indent}${open}/>`];
  return [`${indent}${open}>${escapeText(show(value, isHarmless(nodes)))}</${element.tag}>`];
}

function show(value: string, harmless: boolean): string {
  return harmless ? value : masked;
}

function isHarmless(nodes: readonly AnyNode[]): boolean {
  return nodes.length > 0 && nodes.every((node) => node.kind !== 'choice' && node.harmless === true);
}

/** Which list a code is from says nothing about a person. */
function isHarmlessAttribute(name: string, nodes: readonly AnyNode[]): boolean {
  return (
    nodes.length > 0 &&
    nodes.every((node) => {
      if (node.kind === 'code') return name === 'listURI' || name === 'listVersionID';
      return node.kind === 'group' && node.attributes.some((each) => each.name === name && each.harmless === true);
    })
  );
}

/** The nodes of this name inside; a code's own element stands for its code. */
function inside(nodes: readonly AnyNode[], name: string): AnyNode[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'code') return [node];
    return node.kind === 'group' ? named(node, name) : [];
  });
}

function named({ children }: Pick<AnyGroup, 'children'>, name: string): AnyNode[] {
  return children.flatMap((child) => {
    if (child.kind === 'choice') return named({ children: child.options }, name);
    if (child.kind === 'group' && child.name === '') return named(child, name);
    return child.name === name ? [child] : [];
  });
}

function maskJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), (_, value) => (isValue(value) ? masked : value), 2);
  } catch {
    return undefined;
  }
}

function isValue(value: unknown): boolean {
  return value !== null && typeof value !== 'object';
}
