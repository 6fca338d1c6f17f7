import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import { codeAttributes } from './code-list.ts';
import type { Attribute } from './definition.ts';
import type { MessageDefinition, Standard } from './message.ts';
import { splitPath, valueAt } from './paths.ts';
import { type AnyGroup, type AnyLeaf, type AnyNode, chosenOption, groupScopes, isPresent, leafValues } from './walk.ts';

/**
 * Builds the XML of a message. The same content always gives the same bytes (UTF-8).
 *
 * `content` must have passed `checkContent`: the builder writes what is there and checks nothing.
 */
export function buildMessage<Content>(definition: MessageDefinition<Content>, content: Content): Uint8Array {
  const { standard, root } = definition;
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const element = document.ele(null, `${standard.prefix}:${root.name}`);
  declarePrefix(element, standard);
  writeAttributes(root.attributes, content, element);
  for (const child of root.children) writeNode(child, content, element, standard.prefix);
  // A bare carriage return, as text areas of browsers send it, would be read as a line feed (XML 1.0, 2.11).
  return Buffer.from(`${document.end({ prettyPrint: true }).replaceAll('\r', '&#xD;')}\n`, 'utf8');
}

/**
 * A message has one prefix, declared at its root, and elements are written with it or without. Told of namespaces, the
 * builder would look each of them up for every element, only to write the same bytes in half as much time again.
 */
function declarePrefix(root: XMLBuilder, { prefix, namespace }: Standard): void {
  const element = root.node as XMLBuilder['node'] & { setAttribute(name: string, value: string): void };
  element.setAttribute(`xmlns:${prefix}`, namespace);
}

function writeNode(node: AnyNode, scope: unknown, parent: XMLBuilder, prefix: string): void {
  if (node.kind === 'choice') {
    const option = chosenOption(node, scope);
    if (option) writeNode(option, scope, parent, prefix);
  } else if (node.kind === 'group') {
    writeGroup(node, scope, parent, prefix);
  } else {
    writeLeaf(node, scope, parent, prefix);
  }
}

function writeLeaf(node: AnyLeaf, scope: unknown, parent: XMLBuilder, prefix: string): void {
  const constant = 'constant' in node.source;
  const values = constant ? [node.source.constant] : leafValues(node, scope);
  for (const value of values) {
    const element = open(node, parent, prefix);
    if (node.kind === 'text') {
      element.txt(constant ? String(value) : node.type.write(value));
    } else {
      for (const [name, text] of codeAttributes(node.list)) element.att(name, text);
      element.ele(null, 'code').txt(node.yesNo ? (value === true ? '1' : '0') : String(value));
    }
  }
}

function writeGroup(node: AnyGroup, scope: unknown, parent: XMLBuilder, prefix: string): void {
  for (const inner of groupScopes(node, scope)) {
    const element = node.name === '' ? parent : open(node, parent, prefix);
    writeAttributes(node.attributes, inner, element);
    for (const child of node.children) writeNode(child, inner, element, prefix);
  }
}

function open(node: { name: string; qualified: boolean }, parent: XMLBuilder, prefix: string): XMLBuilder {
  return parent.ele(null, node.qualified ? `${prefix}:${node.name}` : node.name);
}

function writeAttributes(attributes: readonly Attribute[], scope: unknown, element: XMLBuilder): void {
  for (const { name, source, type } of attributes) {
    const value = 'constant' in source ? source.constant : valueAt(scope, splitPath(source.path));
    if (isPresent(value)) element.att(name, 'constant' in source ? source.constant : type.write(value));
  }
}
