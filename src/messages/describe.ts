import { type Language, type Wording, wordIn } from '../findings.ts';
import type { CodeList } from './code-list.ts';
import type { Attribute } from './definition.ts';
import type { MessageDefinition } from './message.ts';
import type { AnyGroup, AnyLeaf, AnyNode } from './walk.ts';

/** One element or attribute of a message, as a field table shows it. */
export interface FieldRow {
  /** Path from the root: `identifikation/geburt/geburtsdatum`, attributes as `@produkt`; repeated parents end in `[]`. */
  readonly element: string;
  readonly min: 0 | 1;
  /** null: any number. */
  readonly max: number | null;
  /** Whether it carries the namespace of the message. */
  readonly qualified: boolean;
  /** One of several alternatives, of which exactly one appears. */
  readonly alternative: boolean;
  /** Which choice an alternative belongs to: rows of one number are alternatives of each other. From 1. */
  readonly choice?: number | undefined;
  /** Whether all alternatives of the choice may be absent. */
  readonly choiceOptional?: true | undefined;
  /** Type in the standard, `group` for an element that only holds others. */
  readonly type: string;
  /** What a value must look like, for people. */
  readonly expected?: Wording;
  readonly list?: CodeList;
  /** Where the value comes from: a path in the content, or always the same text. Absent for groups. */
  readonly source?: { readonly path: string } | { readonly constant: string };
  readonly doc?: Wording;
}

/** Where in the tree a row stands. */
interface Place {
  readonly parents: readonly string[];
  /** The path in the content that the children's paths start from, with its closing dot. */
  readonly prefix: string;
  /** The choice that the rows here are alternatives of. */
  readonly choice?: Choice | undefined;
  readonly choices: { made: number };
}

interface Choice {
  readonly number: number;
  readonly optional: boolean;
}

/** The field table of a message: one row for each attribute and element, in the order of the document. */
export function describeFields<Content>({ root }: MessageDefinition<Content>): FieldRow[] {
  const top: Place = { parents: [], prefix: '', choices: { made: 0 } };
  return [
    ...root.attributes.map((attribute) => attributeRow(attribute, top)),
    ...root.children.flatMap((child) => rowsOf(child, top)),
  ];
}

/** The field table as Markdown, in English. */
export function fieldTable<Content>(definition: MessageDefinition<Content>): string {
  const rows = describeFields(definition).map((row) => {
    const doc = row.doc === undefined ? '' : wordIn(row.doc, 'en');
    return `| \`${row.element}\` | ${cardinalityOf(row)} | ${typeOf(row)} | ${sourceOf(row)} | ${doc} |`;
  });
  return ['| Element | Number | Type or code list | From | Meaning |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

/** `1`, `0..1`, `1..n`; of one of several alternatives `choice` and the number of the choice. */
export function cardinalityOf(
  row: Pick<FieldRow, 'min' | 'max' | 'alternative' | 'choice' | 'choiceOptional'>,
  language: Language = 'en',
): string {
  const { min, max, alternative, choice, choiceOptional } = row;
  const high = max === null ? 'n' : String(max);
  const range = String(min) === high ? high : `${min}..${high}`;
  if (!alternative) return range;
  const name = wordIn({ de: 'Auswahl', en: 'choice' }, language);
  const none = choiceOptional ? wordIn({ de: ' oder keines', en: ' or none' }, language) : '';
  return `${[name, choice].filter(Boolean).join(' ')}${none}${range === '1' ? '' : `, ${range}`}`;
}

function rowsOf(node: AnyNode, place: Place): FieldRow[] {
  switch (node.kind) {
    case 'choice': {
      const choice = place.choice ?? nextChoice(place, node.optional);
      return node.options.flatMap((option) => rowsOf(option, { ...place, choice }));
    }
    case 'group':
      return groupRows(node, place);
    default:
      return [leafRow(node, place)];
  }
}

function nextChoice({ choices }: Place, optional: boolean): Choice {
  choices.made += 1;
  return { number: choices.made, optional };
}

function groupRows(node: AnyGroup, place: Place): FieldRow[] {
  const { parents, prefix, choices } = place;
  const repeated = node.max > 1 ? '[]' : '';
  const inner = node.path === undefined ? prefix : `${prefix}${node.path}${repeated}.`;
  if (node.name === '') return node.children.flatMap((child) => rowsOf(child, { ...place, prefix: inner }));
  const element = [...parents, node.name].join('/');
  const below: Place = { parents: [...parents, node.name + repeated], prefix: inner, choices };
  return [
    { element, ...occurs(node), ...alternativeIn(place), type: 'group', ...docOf(node) },
    ...node.attributes.map((attribute) => attributeRow(attribute, below)),
    ...node.children.flatMap((child) => rowsOf(child, below)),
  ];
}

function leafRow(node: AnyLeaf, place: Place): FieldRow {
  const { parents, prefix } = place;
  const kind =
    node.kind === 'text' ? { type: node.type.name, expected: node.type.expected } : { type: 'code', list: node.list };
  return {
    element: [...parents, node.name].join('/'),
    ...occurs(node),
    ...alternativeIn(place),
    ...kind,
    source: 'constant' in node.source ? node.source : { path: `${prefix}${node.source.path}` },
    ...docOf(node),
  };
}

function attributeRow({ name, source, type, optional, doc }: Attribute, { parents, prefix }: Place): FieldRow {
  return {
    element: [...parents, `@${name}`].join('/'),
    min: optional ? 0 : 1,
    max: 1,
    qualified: false,
    alternative: false,
    type: type.name,
    expected: type.expected,
    source: 'constant' in source ? source : { path: `${prefix}${source.path}` },
    ...(doc !== undefined && { doc }),
  };
}

function alternativeIn({ choice }: Place): Pick<FieldRow, 'alternative' | 'choice' | 'choiceOptional'> {
  if (choice === undefined) return { alternative: false };
  return { alternative: true, choice: choice.number, ...(choice.optional && { choiceOptional: true as const }) };
}

function occurs({ optional, max, qualified }: AnyLeaf | AnyGroup): Pick<FieldRow, 'min' | 'max' | 'qualified'> {
  return { min: optional ? 0 : 1, max: max === Number.POSITIVE_INFINITY ? null : max, qualified };
}

function docOf({ doc }: { readonly doc?: Wording }): { doc?: Wording } {
  return doc === undefined ? {} : { doc };
}

function typeOf({ type, list }: FieldRow): string {
  return list === undefined ? type : `code: ${list.name} ${list.version} (\`${list.uri}\`)`;
}

function sourceOf({ source }: FieldRow): string {
  if (source === undefined) return '';
  return 'constant' in source ? `always \`${source.constant}\`` : `\`${source.path}\``;
}
