import { readMessage } from '../../messages/read.ts';
import { readXml } from '../../messages/xml-read.ts';
import { antrag0001 } from '../antrag/antrag-0001.ts';
import type { Antrag, Field } from '../antrag/antrag-data.ts';
import type { AnyDefinition } from '../definitions.ts';
import { type ContentLine, listContent } from './list-content.ts';

/** What was submitted, read from the very message that went to the office. */
export function summariseMessage(definition: AnyDefinition, xml: Uint8Array): ContentLine[] {
  const content = readMessage(definition, readXml(xml));
  if (definition.id !== antrag0001.id) return listContent(definition, content);
  const { data } = content as { data: Antrag };
  const { fields, attachments: _, ...around } = data;
  const persons = listContent(definition, { data: around }).flatMap(withoutFrame);
  return [...persons, ...fields.map(lineOf)];
}

/** Parts of the generic message that say what it is, and not what was said. */
const frame: readonly string[] = ['Leistung', 'Formular', 'Bezug'];

function withoutFrame(line: ContentLine): ContentLine[] {
  const groups = line.groups.slice(1);
  const framed = frame.includes(groups[0] ?? '') || (groups.length === 0 && line.label === 'Gemeinde Schluessel');
  return framed ? [] : [{ ...line, groups }];
}

function lineOf(field: Field): ContentLine {
  const numbered = (label: string, index: number | undefined) => (index === undefined ? label : `${label} ${index}`);
  return {
    groups: (field.groups ?? []).map(({ label, index }) => numbered(label, index)),
    label: numbered(field.label, field.index),
    value: wordsOf(field),
  };
}

function wordsOf({ text, number, date, dateTime, time, flag, code, file }: Field): string {
  if (flag !== undefined) return flag ? 'ja' : 'nein';
  if (date !== undefined) return date.split('-').toReversed().join('.');
  return String(text ?? number ?? dateTime ?? time ?? code?.label ?? code?.value ?? file ?? '');
}
