import { type Language, wordIn } from '../findings.ts';
import { isTechnical, isWrapped, labelOf } from './labels.ts';
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
  /** Its own name says nothing beside that of what it stands in. */
  readonly wrapped?: boolean;
}

/**
 * What a message says, in the order of the document. Constants, files and what is not there are left out. Labels are the
 * names of its standard and codes have the standard's texts, which are German; `language` is that of notes and of yes and no.
 */
export function readableLines<Content>(
  { root }: MessageDefinition<Content>,
  content: unknown,
  language: Language = 'de',
): ReadableLine[] {
  return root.children.flatMap((child) => linesOf(child, content, { depth: 0, language }));
}

interface Place {
  readonly depth: number;
  readonly language: Language;
}

function linesOf(node: AnyNode, scope: unknown, place: Place): ReadableLine[] {
  if (node.kind === 'choice') {
    const option = chosenOption(node, scope);
    return option ? linesOf(option, scope, place) : [];
  }
  return node.kind === 'group' ? groupLines(node, scope, place) : leafLines(node, scope, place);
}

function groupLines(node: AnyGroup, scope: unknown, place: Place): ReadableLine[] {
  const scopes = groupScopes(node, scope);
  const bare = isTechnical(node.name);
  return scopes.flatMap((inner, index) => {
    const deeper = bare ? place : { ...place, depth: place.depth + 1 };
    const lines = node.children.flatMap((child) => linesOf(child, inner, deeper));
    if (bare || lines.length === 0) return lines;
    const number = scopes.length > 1 ? ` ${index + 1}` : '';
    const heading = { depth: place.depth, label: labelOf(node.name) + number, ...noteOf(node, place) };
    const [line, ...more] = lines;
    if (line?.wrapped && more.length === 0) return [{ ...line, ...heading, wrapped: false }];
    return [heading, ...lines];
  });
}

function leafLines(node: AnyLeaf, scope: unknown, place: Place): ReadableLine[] {
  if (node.kind === 'text' && node.type === base64) return [];
  return leafValues(node, scope).map((value) => ({
    depth: place.depth,
    label: labelOf(node.name),
    value: sayValue(node, value, place.language),
    ...(isWrapped(node.name) && { wrapped: true }),
    ...noteOf(node, place),
  }));
}

function sayValue(node: AnyLeaf, value: unknown, language: Language): string {
  if (node.kind === 'text') {
    const text = node.type.write(value);
    // An element whose presence is all that it says.
    return text === '' || text === 'true' || text === 'false' ? sayFlag(text !== 'false', language) : sayDay(text);
  }
  if (node.yesNo) return sayFlag(value === true, language);
  const meaning = node.list.codes?.[String(value)];
  return meaning === undefined ? String(value) : `${meaning} (${String(value)})`;
}

export function sayFlag(flag: boolean, language: Language): string {
  if (language === 'en') return flag ? 'yes' : 'no';
  return flag ? 'ja' : 'nein';
}

/** `1990-05-17` as it is written in Germany. */
export function sayDay(text: string): string {
  return text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3.$2.$1');
}

function noteOf({ doc }: AnyLeaf | AnyGroup, { language }: Place): { note?: string } {
  return doc === undefined ? {} : { note: wordIn(doc, language) };
}
