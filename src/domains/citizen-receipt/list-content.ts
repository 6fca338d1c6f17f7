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

/** Standards wrap a value into an element that has the name of the thing, and call it so inside. */
const wrapped: readonly string[] = ['name', 'jahrMonatTag', 'jahrMonat', 'jahr'];

/** Elements of standards that say how something is written, not what it is. */
const technical: readonly string[] = ['', 'teilbekanntesDatum', 'strukturiert'];

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
    const around = technical.includes(node.name) ? groups : [...groups, `${nameOf(node.name)}${number}`];
    return node.children.flatMap((child) => linesOf(child, inner, around));
  });
}

function linesOfChoice(node: AnyChoice, scope: unknown, groups: readonly string[]): ContentLine[] {
  const option = chosenOption(node, scope);
  return option === undefined ? [] : linesOf(option, scope, groups);
}

function linesOfLeaf(node: AnyLeaf, scope: unknown, groups: readonly string[]): ContentLine[] {
  if (node.kind === 'text' && unsaid.includes(node.type.name)) return [];
  const isWrapped = wrapped.includes(node.name) && groups.length > 1;
  const label = isWrapped ? (groups.at(-1) ?? '') : nameOf(node.name);
  const around = isWrapped ? groups.slice(0, -1) : groups;
  return leafValues(node, scope).map((value) => ({ groups: around, label, value: wordsOf(node, value) }));
}

function wordsOf(node: AnyLeaf, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'ja' : 'nein';
  const text = String(value);
  if (node.kind === 'code') return node.list.codes?.[text] ?? text;
  return text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3.$2.$1');
}

/** `familienname.unstrukturiert` → `Familienname`, `gemeindeSchluessel` → `Gemeinde Schluessel`. */
function nameOf(element: string): string {
  const words = element
    .replace(/\.unstrukturiert$/, '')
    .replaceAll(/[._]/g, ' ')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
