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

/** What is told of the places of a message, in the order of the document; `buildMessage` writes the same elements. */
export interface MessageSink<Element> {
  /**
   * An element begins inside `parent`; what is returned stands for it.
   *
   * @param path what it speaks of in the content; undefined for an element that only groups others.
   */
  open(parent: Element, name: string, qualified: boolean, path: DataPath | undefined): Element;
  attribute(element: Element, name: string, source: TextSource): void;
  text(element: Element, source: TextSource): void;
}

/** Tells all of the message that the content makes, from the attributes of its root on. Checks nothing. */
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
    emitValue(node, undefined, parent, sink);
    return;
  }
  const path = [...at, ...splitPath(node.source.path)];
  for (const index of leafValues(node, scope).keys()) {
    emitValue(node, node.max > 1 ? [...path, index] : path, parent, sink);
  }
}

/** @param path where the value comes from; undefined for a constant. */
function emitValue<Element>(
  node: AnyLeaf,
  path: DataPath | undefined,
  parent: Element,
  sink: MessageSink<Element>,
): void {
  const source: TextSource = path === undefined ? { kind: 'constant' } : { kind: 'content', path };
  const element = sink.open(parent, node.name, node.qualified, path);
  if (node.kind === 'text') {
    sink.text(element, source);
    return;
  }
  const { list } = node;
  for (const [name] of codeAttributes(list)) sink.attribute(element, name, { kind: 'code-list', list });
  sink.text(sink.open(element, 'code', false, path), source);
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
  for (const { name, source } of attributes) {
    if ('constant' in source) {
      sink.attribute(element, name, { kind: 'constant' });
      continue;
    }
    const path = splitPath(source.path);
    if (isPresent(valueAt(scope, path))) sink.attribute(element, name, { kind: 'content', path: [...at, ...path] });
  }
}
