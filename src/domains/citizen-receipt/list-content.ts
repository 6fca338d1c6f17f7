import { isTechnical, isWrapped, labelOf } from '../../messages/labels.ts';
import {
  type AnyChoice,
  type AnyGroup,
  type AnyLeaf,
  type AnyNode,
  chosenOption,
  groupScopes,
  leafValues,
} from '../../messages/walk.ts';
import type { AnyDefinition } from '../definitions.ts';

/** One value of a message, for people. */
export interface ContentLine {
  /** What it stands in, from the outside in. */
  readonly groups: readonly string[];
  readonly label: string;
  readonly value: string;
}

/** Says nothing to people: the files themselves and their checksums are listed elsewhere. */
const unsaid: readonly string[] = ['xs:base64Binary', 'SHA-512'];

/**
 * All that a message says, in its order, in the words of its standard, which are German; codes by their meaning where
 * their list has one. The head and what is always the same is left out.
 */
export function listContent({ root }: AnyDefinition, content: unknown): ContentLine[] {
  return root.children
    .filter((child) => child.kind !== 'group' || child.path !== 'head')
    .flatMap((child) => linesOf(child, content, []));
}

function linesOf(node: AnyNode, scope: unknown, groups: readonly string[]): ContentLine[] {
  switch (node.kind) {
    case 'group':
      return linesOfGroup(node, scope, groups);
    case 'choice':
      return linesOfChoice(node, scope, groups);
    default:
      return linesOfLeaf(node, scope, groups);
  }
}

function linesOfGroup(node: AnyGroup, scope: unknown, groups: readonly string[]): ContentLine[] {
  const scopes = groupScopes(node, scope);
  return scopes.flatMap((inner, index) => {
    const number = scopes.length > 1 ? ` ${index + 1}` : '';
    const around = isTechnical(node.name) ? groups : [...groups, `${labelOf(node.name)}${number}`];
    return node.children.flatMap((child) => linesOf(child, inner, around));
  });
}

function linesOfChoice(node: AnyChoice, scope: unknown, groups: readonly string[]): ContentLine[] {
  const option = chosenOption(node, scope);
  return option === undefined ? [] : linesOf(option, scope, groups);
}

function linesOfLeaf(node: AnyLeaf, scope: unknown, groups: readonly string[]): ContentLine[] {
  if (node.kind === 'text' && unsaid.includes(node.type.name)) return [];
  const goesByGroup = isWrapped(node.name) && groups.length > 1;
  const label = goesByGroup ? (groups.at(-1) ?? '') : labelOf(node.name);
  const around = goesByGroup ? groups.slice(0, -1) : groups;
  return leafValues(node, scope).map((value) => ({ groups: around, label, value: wordsOf(node, value) }));
}

function wordsOf(node: AnyLeaf, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'ja' : 'nein';
  const text = String(value);
  if (node.kind === 'code') return node.list.codes?.[text] ?? text;
  return text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3.$2.$1');
}
