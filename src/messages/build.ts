import { codeAttributes } from './code-list.ts';
import type { Attribute } from './definition.ts';
import type { MessageDefinition } from './message.ts';
import { splitPath, valueAt } from './paths.ts';
import { type AnyGroup, type AnyLeaf, type AnyNode, chosenOption, groupScopes, isPresent, leafValues } from './walk.ts';
import { escapeText, writeAttribute, writeElement, xmlDeclaration } from './xml-write.ts';

/**
 * Builds the XML of a message. The same content always gives the same bytes (UTF-8).
 *
 * `content` must have passed `checkContent`: the builder writes what is there and checks nothing.
 */
export function buildMessage<Content>(definition: MessageDefinition<Content>, content: Content): Uint8Array {
  const { standard, root } = definition;
  const { prefix, namespace } = standard;
  const attributes = writeAttribute(`xmlns:${prefix}`, namespace) + writeAttributes(root.attributes, content);
  const element = writeElement(`${prefix}:${root.name}`, attributes, writeNodes(root.children, content, prefix));
  return Buffer.from(`${xmlDeclaration}\n${element}\n`, 'utf8');
}

function writeNodes(nodes: readonly AnyNode[], scope: unknown, prefix: string): string {
  let xml = '';
  for (const node of nodes) xml += writeNode(node, scope, prefix);
  return xml;
}

function writeNode(node: AnyNode, scope: unknown, prefix: string): string {
  switch (node.kind) {
    case 'choice': {
      const option = chosenOption(node, scope);
      return option ? writeNode(option, scope, prefix) : '';
    }
    case 'group':
      return writeGroup(node, scope, prefix);
    case 'text':
    case 'code':
      return writeLeaf(node, scope, prefix);
  }
}

function writeGroup(node: AnyGroup, scope: unknown, prefix: string): string {
  let xml = '';
  for (const inner of groupScopes(node, scope)) {
    const content = writeNodes(node.children, inner, prefix);
    xml +=
      node.name === '' ? content : writeElement(nameOf(node, prefix), writeAttributes(node.attributes, inner), content);
  }
  return xml;
}

function writeLeaf(node: AnyLeaf, scope: unknown, prefix: string): string {
  const name = nameOf(node, prefix);
  const constant = 'constant' in node.source;
  const values = constant ? [node.source.constant] : leafValues(node, scope);
  let xml = '';
  for (const value of values) {
    if (node.kind === 'text') {
      xml += writeElement(name, '', escapeText(constant ? String(value) : node.type.write(value)));
    } else {
      const code = node.yesNo ? (value === true ? '1' : '0') : String(value);
      xml += writeElement(name, listAttributes(node), writeElement('code', '', escapeText(code)));
    }
  }
  return xml;
}

function listAttributes({ list }: Extract<AnyLeaf, { kind: 'code' }>): string {
  return codeAttributes(list)
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
