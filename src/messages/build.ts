import { codeAttributes } from './code-list.ts';
import type { Attribute } from './definition.ts';
import type { MessageDefinition } from './message.ts';
import { splitPath, valueAt } from './paths.ts';
import { type AnyGroup, type AnyLeaf, type AnyNode, chosenOption, groupScopes, isPresent, leafValues } from './walk.ts';
import { escapeText, writeAttribute, writeElement, xmlDeclaration } from './xml-write.ts';

/** Writes what a node says of a scope: XML, or nothing. */
type Writer = (scope: unknown) => string;

/** By the root of the definition. */
const known = new WeakMap<object, Writer>();

/**
 * Builds the XML of a message. The same content always gives the same bytes (UTF-8).
 *
 * `content` must have passed `checkContent`: the builder writes what is there and checks nothing.
 */
export function buildMessage<Content>(definition: MessageDefinition<Content>, content: Content): Uint8Array {
  const write = known.get(definition.root) ?? makeWriter(definition);
  known.set(definition.root, write);
  return Buffer.from(write(content), 'utf8');
}

/** A definition never changes, so names, constants and attributes are put together once. */
function makeWriter<Content>({ standard, root }: MessageDefinition<Content>): Writer {
  const { prefix, namespace } = standard;
  const declaration = writeAttribute(`xmlns:${prefix}`, namespace);
  const attributes: Writer = (scope) => declaration + writeAttributes(root.attributes, scope);
  const write = elementWriter(`${prefix}:${root.name}`, attributes, sequence(root.children, prefix));
  return (content) => `${xmlDeclaration}\n${write(content)}\n`;
}

function writerOf(node: AnyNode, prefix: string): Writer {
  switch (node.kind) {
    case 'choice': {
      const writers = new Map(node.options.map((option) => [option, writerOf(option, prefix)]));
      return (scope) => {
        const option = chosenOption(node, scope);
        return (option && writers.get(option)?.(scope)) ?? '';
      };
    }
    case 'group':
      return groupWriter(node, prefix);
    case 'text':
    case 'code':
      return leafWriter(node, prefix);
  }
}

function sequence(nodes: readonly AnyNode[], prefix: string): Writer {
  const writers = nodes.map((node) => writerOf(node, prefix));
  return (scope) => {
    let xml = '';
    for (const write of writers) xml += write(scope);
    return xml;
  };
}

function groupWriter(node: AnyGroup, prefix: string): Writer {
  const children = sequence(node.children, prefix);
  const attributes: Writer = (scope) => writeAttributes(node.attributes, scope);
  const write = node.name === '' ? children : elementWriter(nameOf(node, prefix), attributes, children);
  return (scope) => {
    let xml = '';
    for (const inner of groupScopes(node, scope)) xml += write(inner);
    return xml;
  };
}

function leafWriter(node: AnyLeaf, prefix: string): Writer {
  const attributes = listAttributes(node);
  const write = elementWriter(nameOf(node, prefix), () => attributes, contentWriter(node));
  if ('constant' in node.source) {
    const xml = write(node.source.constant);
    return () => xml;
  }
  return (scope) => {
    let xml = '';
    for (const value of leafValues(node, scope)) xml += write(value);
    return xml;
  };
}

/** Writes one value of a leaf. */
function contentWriter(node: AnyLeaf): Writer {
  if (node.kind === 'text') {
    const { source, type } = node;
    return (value) => escapeText('constant' in source ? source.constant : type.write(value));
  }
  return (value) => {
    const code = node.yesNo && 'path' in node.source ? (value === true ? '1' : '0') : String(value);
    return writeElement('code', '', escapeText(code));
  };
}

function elementWriter(name: string, attributes: Writer, content: Writer): Writer {
  return (scope) => writeElement(name, attributes(scope), content(scope));
}

function listAttributes(node: AnyLeaf): string {
  if (node.kind === 'text') return '';
  return codeAttributes(node.list)
    .map(([name, value]) => writeAttribute(name, value))
    .join('');
}

function nameOf(node: { name: string; qualified: boolean }, prefix: string): string {
  return node.qualified ? `${prefix}:${node.name}` : node.name;
}

function writeAttributes(attributes: readonly Attribute[], scope: unknown): string {
  let xml = '';
  for (const { name, source, type } of attributes) {
    const value = 'constant' in source ? source.constant : valueAt(scope, splitPath(source.path));
    if (isPresent(value)) xml += writeAttribute(name, 'constant' in source ? source.constant : type.write(value));
  }
  return xml;
}
