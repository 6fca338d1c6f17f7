import type { DataPath } from '../findings.ts';
import { type CodeList, codeAttributes } from './code-list.ts';
import type { Attribute } from './definition.ts';
import { splitPath, valueAt } from './paths.ts';
import { type AnyGroup, type AnyLeaf, type AnyNode, chosenOption, groupScopes, isPresent, leafValues } from './walk.ts';

/** Where a text in a message comes from: a path in the content, the definition, or the list of a code. */
export type TextSource =
  | { readonly kind: 'content'; readonly path: DataPath }
  | { readonly kind: 'constant' }
  | { readonly kind: 'code-list'; readonly list: CodeList };

/** What is told of a message, in the order of the document. Whoever listens makes of it what it needs: XML, or a trace. */
export interface MessageSink<Element> {
  /**
   * An element begins inside `parent`; what is returned stands for it.
   *
   * @param path what it speaks of in the content; undefined for an element that only groups others.
   */
  open(parent: Element, name: string, qualified: boolean, path: DataPath | undefined): Element;
  attribute(element: Element, name: string, text: string, source: TextSource): void;
  text(element: Element, text: string, source: TextSource): void;
}

/** Tells all of the message that the content makes, from the attributes of its root on. Writes what is there, checks nothing. */
export function emitMessage<Element>(
  root: AnyGroup,
  content: unknown,
  element: Element,
  sink: MessageSink<Element>,
): void {
  emitAttributes(root.attributes, content, [], element, sink);
  for (const child of root.children) emitNode(child, content, [], element, sink);
}

function emitNode<Element>(
  node: AnyNode,
  scope: unknown,
  at: DataPath,
  parent: Element,
  sink: MessageSink<Element>,
): void {
  if (node.kind === 'choice') {
    const option = chosenOption(node, scope);
    if (option) emitNode(option, scope, at, parent, sink);
  } else if (node.kind === 'group') {
    emitGroup(node, scope, at, parent, sink);
  } else {
    emitLeaf(node, scope, at, parent, sink);
  }
}

function emitLeaf<Element>(
  node: AnyLeaf,
  scope: unknown,
  at: DataPath,
  parent: Element,
  sink: MessageSink<Element>,
): void {
  if ('constant' in node.source) {
    emitValue(node, node.source.constant, undefined, parent, sink);
    return;
  }
  const path = [...at, ...splitPath(node.source.path)];
  const values = leafValues(node, scope);
  for (const [index, value] of values.entries()) {
    emitValue(node, value, node.max > 1 ? [...path, index] : path, parent, sink);
  }
}

/** @param path where the value comes from; undefined for a constant, which is written as it is. */
function emitValue<Element>(
  node: AnyLeaf,
  value: unknown,
  path: DataPath | undefined,
  parent: Element,
  sink: MessageSink<Element>,
): void {
  const source: TextSource = path === undefined ? { kind: 'constant' } : { kind: 'content', path };
  const element = sink.open(parent, node.name, node.qualified, path);
  if (node.kind === 'text') {
    sink.text(element, path === undefined ? String(value) : node.type.write(value), source);
    return;
  }
  const { list, yesNo } = node;
  for (const [name, text] of codeAttributes(list)) sink.attribute(element, name, text, { kind: 'code-list', list });
  const code = yesNo ? (value === true ? '1' : '0') : String(value);
  sink.text(sink.open(element, 'code', false, path), code, source);
}

function emitGroup<Element>(
  node: AnyGroup,
  scope: unknown,
  at: DataPath,
  parent: Element,
  sink: MessageSink<Element>,
): void {
  const path = node.path === undefined ? at : [...at, ...splitPath(node.path)];
  const repeated = node.path !== undefined && node.max > 1;
  for (const [index, inner] of groupScopes(node, scope).entries()) {
    const here = repeated ? [...path, index] : path;
    const spokenOf = node.path === undefined ? undefined : here;
    const element = node.name === '' ? parent : sink.open(parent, node.name, node.qualified, spokenOf);
    emitAttributes(node.attributes, inner, here, element, sink);
    for (const child of node.children) emitNode(child, inner, here, element, sink);
  }
}

function emitAttributes<Element>(
  attributes: readonly Attribute[],
  scope: unknown,
  at: DataPath,
  element: Element,
  sink: MessageSink<Element>,
): void {
  for (const { name, source, type } of attributes) {
    if ('constant' in source) {
      sink.attribute(element, name, source.constant, { kind: 'constant' });
      continue;
    }
    const path = splitPath(source.path);
    const value = valueAt(scope, path);
    if (isPresent(value)) sink.attribute(element, name, type.write(value), { kind: 'content', path: [...at, ...path] });
  }
}
