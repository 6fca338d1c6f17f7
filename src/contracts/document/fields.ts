import { cardinalityOf } from '../../messages/describe.ts';
import type { Field, Pack } from '../contract.ts';
import {
  anchorOf,
  type Block,
  type Cell,
  code,
  heading,
  linked,
  paragraph,
  type TreeRow,
  type Words,
} from './blocks.ts';

export function fieldSection(pack: Pack, words: Words): Block[] {
  const { t } = words;
  const { head, content } = split(pack.fields);
  return [
    heading(t('Felder', 'Fields')),
    paragraph(
      t(
        'In der Reihenfolge der Nachricht, eingerückt wie ihre Elemente; @ ist ein Attribut. Anzahl „Auswahl 3“: genau eines der Elemente mit dieser Nummer. NR: ob das Element im Namensraum der Nachricht steht; Attribute stehen in keinem. Herkunft: data.… sendet das Portal, head.… weiß das Gateway; [] ist eine Liste.',
        'In the order of the message, indented like its elements; @ is an attribute. Number "choice 3": exactly one of the elements of this number. NS: whether the element is in the namespace of the message; attributes are in none. From: data.… is sent by the portal, head.… is known to the gateway; [] is a list.',
      ),
    ),
    { kind: 'subheading', text: t('Kopf', 'Head') },
    fieldTree(head, pack, words),
    { kind: 'subheading', text: t('Inhalt', 'Content') },
    fieldTree(content, pack, words),
  ];
}

/** The attributes of the root and the elements that only the gateway fills, and all others. */
export function split(fields: readonly Field[]): { head: Field[]; content: Field[] } {
  const topOf = ({ element }: Field) => element.split(/\/|\[\]/, 1)[0] ?? '';
  const isFrom = (part: string) => (field: Field) =>
    field.source !== undefined && 'path' in field.source && field.source.path.startsWith(`${part}.`);
  const heads = new Set(fields.filter(isFrom('head')).map(topOf));
  for (const field of fields.filter(isFrom('data'))) heads.delete(topOf(field));
  const isHead = (field: Field) => field.element.startsWith('@') || heads.has(topOf(field));
  return { head: fields.filter(isHead), content: fields.filter((field) => !isHead(field)) };
}

/** The fields of our message: also where each comes from, with an example. */
function fieldTree(fields: readonly Field[], { codeLists }: Pick<Pack, 'codeLists'>, words: Words): Block {
  const { t } = words;
  return {
    kind: 'tree',
    head: [
      ...firstColumns(words),
      t('Herkunft', 'From'),
      t('Beispiel', 'Example'),
      t('Bedeutung und Regeln', 'Meaning and rules'),
    ],
    rows: fields.map((field): TreeRow => {
      const { source, example = '', rules = [] } = field;
      const from = source === undefined ? '' : 'path' in source ? code(source.path) : always(source.constant, words);
      const meaning = [...meaningOf(field, words), ...rules.map((id) => linked(id, anchorOf(`rule ${id}`)))];
      return { ...treeRow(field), cells: [...firstCells(field, codeLists, words), from, example, meaning] };
    }),
  };
}

/** The fields of what the procedure writes. */
export function writtenTree(fields: readonly Field[], { codeLists }: Pick<Pack, 'codeLists'>, words: Words): Block {
  return {
    kind: 'tree',
    head: [...firstColumns(words), words.t('Bedeutung', 'Meaning')],
    rows: fields.map((field): TreeRow => {
      const { source } = field;
      const constant = source !== undefined && 'constant' in source ? [always(source.constant, words)] : [];
      const meaning = [...constant, ...meaningOf(field, words)];
      return { ...treeRow(field), cells: [...firstCells(field, codeLists, words), meaning] };
    }),
  };
}

function firstColumns({ t }: Words): string[] {
  return [t('Element', 'Element'), t('Anzahl', 'Number'), t('NR', 'NS'), t('Typ oder Codeliste', 'Type or code list')];
}

function treeRow({ element, type }: Field): Omit<TreeRow, 'cells'> {
  return { path: element, group: type === 'group' };
}

function firstCells(field: Field, codeLists: Pack['codeLists'], { t, say, language }: Words): Cell[] {
  return [
    cardinalityOf(field, language),
    field.element.includes('@') ? '' : field.qualified ? t('ja', 'yes') : t('nein', 'no'),
    typeCell(field, codeLists, say),
  ];
}

function always(constant: string, { t }: Words): string {
  return t(`immer ${constant}`, `always ${constant}`);
}

function meaningOf({ meaning }: Field, { say }: Words): string[] {
  return meaning === undefined ? [] : [say(meaning)];
}

function typeCell({ type, expected, list }: Field, codeLists: Pack['codeLists'], say: Words['say']): Cell {
  if (list !== undefined) {
    const { name, version } = codeLists[list] ?? { name: list, version: '' };
    return linked(`${name} ${version}`.trim(), anchorOf(`list ${list}`));
  }
  if (type === 'group') return '';
  const form = expected === undefined ? '' : say(expected);
  // What the type's name says already, and what the remarks on DIN 91379 say for all texts.
  const known =
    form === '' || form === type || /^xs:(integer|boolean)/.test(type) || /^text, |^Text, höchstens/.test(form);
  return known ? type : [type, { remark: form }];
}
