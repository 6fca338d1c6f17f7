import { wordIn } from '../findings.ts';
import type { MessageDefinition } from './message.ts';
import { base64 } from './text-types.ts';
import { type AnyGroup, type AnyLeaf, type AnyNode, chosenOption, groupScopes, leafValues } from './walk.ts';

/** A line of a message as people read it: a heading, or a label with its value. */
export interface ReadableLine {
  /** 0 for the outermost. */
  readonly depth: number;
  readonly label: string;
  /** Absent: a heading over the deeper lines that follow. */
  readonly value?: string;
  readonly note?: string;
}

/** What a message says, in German, in the order of the document. Constants, files and what is not there are left out. */
export function readableLines<Content>({ root }: MessageDefinition<Content>, content: unknown): ReadableLine[] {
  return root.children.flatMap((child) => linesOf(child, content, 0));
}

function linesOf(node: AnyNode, scope: unknown, depth: number): ReadableLine[] {
  if (node.kind === 'choice') {
    const option = chosenOption(node, scope);
    return option ? linesOf(option, scope, depth) : [];
  }
  return node.kind === 'group' ? groupLines(node, scope, depth) : leafLines(node, scope, depth);
}

function groupLines(node: AnyGroup, scope: unknown, depth: number): ReadableLine[] {
  const scopes = groupScopes(node, scope);
  return scopes.flatMap((inner, index) => {
    const deeper = node.name === '' ? depth : depth + 1;
    const lines = node.children.flatMap((child) => linesOf(child, inner, deeper));
    if (node.name === '' || lines.length === 0) return lines;
    const number = scopes.length > 1 ? ` ${index + 1}` : '';
    return [{ depth, label: labelOf(node.name) + number, ...noteOf(node) }, ...lines];
  });
}

function leafLines(node: AnyLeaf, scope: unknown, depth: number): ReadableLine[] {
  if (node.kind === 'text' && node.type === base64) return [];
  return leafValues(node, scope).map((value) => ({
    depth,
    label: labelOf(node.name),
    value: sayValue(node, value),
    ...noteOf(node),
  }));
}

function sayValue(node: AnyLeaf, value: unknown): string {
  if (node.kind === 'text') {
    const text = node.type.write(value);
    // An element whose presence is all that it says.
    return text === '' || text === 'true' ? 'ja' : text === 'false' ? 'nein' : sayDay(text);
  }
  if (node.yesNo) return value === true ? 'ja' : 'nein';
  const meaning = node.list.codes?.[String(value)];
  return meaning === undefined ? String(value) : `${meaning} (${String(value)})`;
}

/** `1990-05-17` as it is written in Germany. */
export function sayDay(text: string): string {
  return text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3.$2.$1');
}

/** `eingetragenerName` → `Eingetragener Name`: names in these standards are German words. */
function labelOf(name: string): string {
  const words = name.replaceAll(/[._]/g, ' ').replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function noteOf({ doc }: AnyLeaf | AnyGroup): { note?: string } {
  return doc === undefined ? {} : { note: wordIn(doc, 'de') };
}
