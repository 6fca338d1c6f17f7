import { type CodeList, codeAttributes } from './code-list.ts';
import type { Attribute } from './definition.ts';
import type { MessageDefinition } from './message.ts';
import { splitPath, valueAt } from './paths.ts';
import { type AnyLeaf, type AnyNode, chosenOption, groupScopes, isPresent, leafValues } from './walk.ts';
import { escapeText, writeAttribute, writeElement, xmlDeclaration } from './xml-write.ts';

/**
 * Builds the XML of a message: UTF-8, without white space between elements. The same content always gives the same bytes.
 *
 * `content` must have passed `checkContent`: the builder writes what is there and checks nothing. `traceMessage` says of
 * the same elements where they come from; apart, since every accept builds, and few trace.
 */
export function buildMessage<Content>({ standard, root }: MessageDefinition<Content>, content: Content): Uint8Array {
  const { prefix, namespace } = standard;
  const attributes = writeAttribute(`xmlns:${prefix}`, namespace) + writeAttributes(root.attributes, content);
  const xml = writeElement(`${prefix}:${root.name}`, attributes, writeNodes(root.children, content, prefix));
  return Buffer.from(`${xmlDeclaration}\n${xml}\n`, 'utf8');
}

function writeNodes(nodes: readonly AnyNode[], scope: unknown, prefix: string): string {
  let xml = '';
  for (const node of nodes) xml += writeNode(node, scope, prefix);
  return xml;
}

function writeNode(node: AnyNode, scope: unknown, prefix: string): string {
  if (node.kind === 'choice') {
    const option = chosenOption(node, scope);
    return option ? writeNode(option, scope, prefix) : '';
  }
  const name = node.qualified ? `${prefix}:${node.name}` : node.name;
  let xml = '';
  if (node.kind === 'group') {
    for (const inner of groupScopes(node, scope)) {
      const content = writeNodes(node.children, inner, prefix);
      xml += node.name === '' ? content : writeElement(name, writeAttributes(node.attributes, inner), content);
    }
    return xml;
  }
  if ('constant' in node.source) return writeText(node, name, node.source.constant);
  for (const value of leafValues(node, scope)) xml += writeText(node, name, textOf(node, value));
  return xml;
}

function textOf(node: AnyLeaf, value: unknown): string {
  if (node.kind === 'text') return node.type.write(value);
  return node.yesNo ? (value === true ? '1' : '0') : String(value);
}

function writeText(node: AnyLeaf, name: string, text: string): string {
  if (node.kind === 'text') return writeElement(name, '', escapeText(text));
  return writeElement(name, writeList(node.list), writeElement('code', '', escapeText(text)));
}

function writeList(list: CodeList): string {
  let attributes = '';
  for (const [name, text] of codeAttributes(list)) attributes += writeAttribute(name, text);
  return attributes;
}

function writeAttributes(attributes: readonly Attribute[], scope: unknown): string {
  let written = '';
  for (const { name, source, type } of attributes) {
    if ('constant' in source) {
      written += writeAttribute(name, source.constant);
      continue;
    }
    const value = valueAt(scope, splitPath(source.path));
    if (isPresent(value)) written += writeAttribute(name, type.write(value));
  }
  return written;
}
