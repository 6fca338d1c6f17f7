import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import { codeAttributes } from './code-list.ts';
import type { Attribute } from './definition.ts';
import type { MessageDefinition } from './message.ts';
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
  const element = document.ele(standard.namespace, `${standard.prefix}:${root.name}`);
  writeAttributes(root.attributes, content, element);
  for (const child of root.children) writeNode(child, content, element, standard);
  return Buffer.from(`${document.end({ prettyPrint: true })}\n`, 'utf8');
}

type Names = { readonly namespace: string; readonly prefix: string };

function writeNode(node: AnyNode, scope: unknown, parent: XMLBuilder, names: Names): void {
  if (node.kind === 'choice') {
    const option = chosenOption(node, scope);
    if (option) writeNode(option, scope, parent, names);
  } else if (node.kind === 'group') {
    writeGroup(node, scope, parent, names);
  } else {
    writeLeaf(node, scope, parent, names);
  }
}

function writeLeaf(node: AnyLeaf, scope: unknown, parent: XMLBuilder, names: Names): void {
  const constant = 'constant' in node.source;
  const values = constant ? [node.source.constant] : leafValues(node, scope);
  for (const value of values) {
    const element = open(node, parent, names);
    if (node.kind === 'text') {
      element.txt(constant ? String(value) : node.type.write(value));
    } else {
      for (const [name, text] of codeAttributes(node.list)) element.att(name, text);
      element.ele('', 'code').txt(node.yesNo ? (value === true ? '1' : '0') : String(value));
    }
  }
}

function writeGroup(node: AnyGroup, scope: unknown, parent: XMLBuilder, names: Names): void {
  for (const inner of groupScopes(node, scope)) {
    const element = node.name === '' ? parent : open(node, parent, names);
    writeAttributes(node.attributes, inner, element);
    for (const child of node.children) writeNode(child, inner, element, names);
  }
}

function open(
  node: { name: string; qualified: boolean },
  parent: XMLBuilder,
  { namespace, prefix }: Names,
): XMLBuilder {
  return node.qualified ? parent.ele(namespace, `${prefix}:${node.name}`) : parent.ele('', node.name);
}

function writeAttributes(attributes: readonly Attribute[], scope: unknown, element: XMLBuilder): void {
  for (const { name, source, type } of attributes) {
    const value = 'constant' in source ? source.constant : valueAt(scope, splitPath(source.path));
    if (isPresent(value)) element.att(name, 'constant' in source ? source.constant : type.write(value));
  }
}
