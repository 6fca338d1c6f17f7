import type { ChoiceNode, CodeNode, GroupNode, Node, TextNode } from './definition.ts';
import { splitPath, valueAt } from './paths.ts';

/** What the walkers of a definition share: which values a node has in a given scope. */

export type AnyNode = Node<never>;
export type AnyGroup = GroupNode<never>;
export type AnyChoice = ChoiceNode<never>;
export type AnyLeaf = TextNode<never> | CodeNode<never>;

export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The values of a leaf: none, one, or the items of a list. A constant has none of its own. */
export function leafValues(node: AnyLeaf, scope: unknown): unknown[] {
  if ('constant' in node.source) return [];
  const value = valueAt(scope, splitPath(node.source.path));
  if (!isPresent(value)) return [];
  return node.max > 1 && Array.isArray(value) ? value : [value];
}

/** The scopes of a group's children: one for each time that the group appears. */
export function groupScopes(node: AnyGroup, scope: unknown): unknown[] {
  if (node.path === undefined) return hasContent(node, scope) || !node.optional ? [scope] : [];
  const value = valueAt(scope, splitPath(node.path));
  if (!isPresent(value)) return node.optional || node.max > 1 ? [] : [{}];
  return node.max > 1 && Array.isArray(value) ? value : [value];
}

/** A list without items and no list are the same in XML. */
function isNothing(value: unknown): boolean {
  return !isPresent(value) || (Array.isArray(value) && value.length === 0);
}

/** Whether the data say anything about a node. */
export function hasContent(node: AnyNode, scope: unknown): boolean {
  switch (node.kind) {
    case 'text':
    case 'code':
      return 'path' in node.source && !isNothing(valueAt(scope, splitPath(node.source.path)));
    case 'group':
      return node.path === undefined
        ? node.children.some((child) => hasContent(child, scope))
        : !isNothing(valueAt(scope, splitPath(node.path)));
    case 'choice':
      return node.options.some((option) => hasContent(option, scope));
  }
}

/** The option that the data ask for: one that accepts its value, else one that has a value, else a constant one. */
export function chosenOption(node: AnyChoice, scope: unknown): AnyNode | undefined {
  const withContent = node.options.filter((option) => hasContent(option, scope));
  return (
    withContent.find((option) => accepts(option, scope)) ??
    withContent[0] ??
    node.options.find((option) => option.kind !== 'choice' && 'source' in option && 'constant' in option.source)
  );
}

function accepts(node: AnyNode, scope: unknown): boolean {
  switch (node.kind) {
    case 'text':
      return leafValues(node, scope).some((value) => node.type.accepts?.(value) ?? true);
    case 'code':
      return true;
    case 'group':
      return groupScopes(node, scope).some((inner) => node.children.some((child) => accepts(child, inner)));
    case 'choice':
      return node.options.some((option) => accepts(option, scope));
  }
}

/** The paths that speak of several options, where none has room for all that they say; none where one has. */
export function conflictingPaths(node: AnyChoice, scope: unknown): string[] {
  const given = node.options.filter((option) => hasContent(option, scope));
  if (given.length < 2) return [];
  const said = [...new Set(given.flatMap(sourcesOf))].filter((path) => !isNothing(valueAt(scope, splitPath(path))));
  return node.options.some((option) => said.every((path) => sourcesOf(option).includes(path))) ? [] : said;
}

/** The paths, from the scope of the node, that a node takes its content from. */
export function sourcesOf(node: AnyNode): string[] {
  switch (node.kind) {
    case 'text':
    case 'code':
      return 'path' in node.source ? [node.source.path] : [];
    case 'group':
      return node.path === undefined ? node.children.flatMap(sourcesOf) : [node.path];
    case 'choice':
      return node.options.flatMap(sourcesOf);
  }
}
