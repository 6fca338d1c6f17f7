import { ZustellwerkError } from '../../errors.ts';
import { readXml, type XmlElement } from '../../messages/xml-read.ts';
import type { FimField, FimGroup, FimListReference, FimRule, FimSchema, FimUse } from './fim-schema.ts';
import { readLimits2, readLimits3 } from './read-limits.ts';
import { childOf, childrenOf, textAt } from './xml-steps.ts';

/** What was read, and every fault with the id of the element that it is in (empty: the document itself). */
export interface ReadFim {
  readonly schema?: FimSchema;
  readonly faults: readonly FimFault[];
}

export interface FimFault {
  readonly id: string;
  readonly problem: string;
  readonly expected: string;
}

const namespaces = {
  'urn:xoev-de:fim:standard:xdatenfelder_2': 2,
  'urn:xoev-de:fim:standard:xdatenfelder_3.0.0': 3,
} as const;

const fieldTypes = [
  'text',
  'text_latin',
  'date',
  'time',
  'datetime',
  'bool',
  'num',
  'num_int',
  'num_currency',
  'file',
  'obj',
];
const fieldArts = ['input', 'select', 'label', 'hidden', 'locked'];

/**
 * Reads a data schema or a group of data fields in XDatenfelder 2 or 3 (FIM). Never throws: what keeps it from being
 * read is a fault.
 */
export function readXdatenfelder(bytes: Uint8Array): ReadFim {
  const faults: FimFault[] = [];
  const document = readDocument();
  const standard = document && namespaces[document.namespace as keyof typeof namespaces];
  if (document === undefined) return { faults };
  if (standard === undefined) {
    fail('', `is in the namespace ${document.namespace}, which is not read`, Object.keys(namespaces).join(' or '));
    return { faults };
  }
  const schema = readRoot(document);
  return faults.length > 0 || schema === undefined ? { faults } : { schema, faults };

  function readDocument(): XmlElement | undefined {
    try {
      return readXml(bytes);
    } catch (error) {
      if (!(error instanceof ZustellwerkError)) throw error;
      fail('', `cannot be read: ${error.message}`, 'XDatenfelder 2 or 3 in UTF-8');
      return undefined;
    }
  }

  function readRoot(root: XmlElement): FimSchema | undefined {
    const schemaElement = childOf(root, 'stammdatenschema');
    const groupElement = childOf(root, 'datenfeldgruppe');
    if (root.name.startsWith('xdatenfelder.stammdatenschema.') && schemaElement) {
      const id = idOf(schemaElement, 'stammdatenschema');
      return { ...headOf(schemaElement, id), uses: usesOf(schemaElement, id), rules: rulesOf(schemaElement) };
    }
    if (root.name.startsWith('xdatenfelder.datenfeldgruppe.') && groupElement) {
      const element = readGroup(groupElement);
      return { ...headOf(groupElement, element.id), uses: [{ min: 1, max: 1, element }], rules: [] };
    }
    fail('', `has the root ${root.name}`, 'a data schema (stammdatenschema.0102) or a group (datenfeldgruppe.0103)');
    return undefined;
  }

  function headOf(element: XmlElement, id: string) {
    const version = textAt(element, 'identifikation', 'version') ?? '';
    return { id, version, title: textAt(element, 'bezeichnungEingabe') ?? textAt(element, 'name') ?? id };
  }

  function usesOf(parent: XmlElement, id: string): FimUse[] {
    return childrenOf(parent, 'struktur').flatMap((structure) => {
      const content = childOf(structure, 'enthaelt');
      const group = content && childOf(content, 'datenfeldgruppe');
      const field = content && childOf(content, 'datenfeld');
      const numbers = readNumbers(textAt(structure, 'anzahl') ?? '');
      if (numbers === undefined) fail(id, 'uses an element without a number of times', 'anzahl like 0:1, 1:1 or 0:*');
      if (!group && !field)
        fail(id, 'has a struktur without an element', 'a datenfeldgruppe or a datenfeld in enthaelt');
      const element = group ? readGroup(group) : field && readField(field);
      return numbers && element ? [{ ...numbers, element }] : [];
    });
  }

  function readGroup(element: XmlElement): FimGroup {
    const id = idOf(element, 'datenfeldgruppe');
    return { kind: 'group', id, label: labelOf(element, id), uses: usesOf(element, id), rules: rulesOf(element) };
  }

  function readField(element: XmlElement): FimField {
    const id = idOf(element, 'datenfeld');
    const art = oneOf(fieldArts, codeAt(element, 'feldart'), id, 'feldart');
    const type = oneOf(fieldTypes, codeAt(element, 'datentyp'), id, 'datentyp');
    const limits =
      standard === 2 ? readLimits2(textAt(element, 'praezisierung')) : readLimits3(childOf(element, 'praezisierung'));
    if (limits === undefined)
      fail(id, 'has a praezisierung that is no JSON object', '{"minLength":"1","maxLength":"120"} or nothing');
    const list = readList(element);
    return {
      kind: 'field',
      id,
      label: labelOf(element, id),
      art,
      type,
      limits: limits ?? {},
      ...(list && { list }),
      rules: rulesOf(element),
    };
  }

  function oneOf(known: readonly string[], code: string, id: string, what: string): string {
    if (!known.includes(code)) fail(id, `has ${code === '' ? 'no' : 'an unknown'} ${what}`, known.join(', '));
    return code;
  }

  function idOf(element: XmlElement, what: string): string {
    const id = textAt(element, 'identifikation', 'id');
    if (id === undefined) fail('', `has a ${what} without an id`, 'identifikation/id');
    return id ?? '';
  }

  function fail(id: string, problem: string, expected: string): void {
    faults.push({ id, problem, expected });
  }
}

function readNumbers(text: string): { min: number; max: number } | undefined {
  const [, min, max] = /^(\d+):(\d+|\*)$/.exec(text) ?? [];
  if (min === undefined || max === undefined) return undefined;
  const numbers = { min: Number(min), max: max === '*' ? Number.POSITIVE_INFINITY : Number(max) };
  return numbers.min <= numbers.max ? numbers : undefined;
}

/** XDatenfelder 2 names list and version in parts, XDatenfelder 3 may name them the same way. */
function readList(field: XmlElement): FimListReference | undefined {
  const reference = childOf(field, 'codelisteReferenz');
  const identification = reference && (childOf(reference, 'genericodeIdentification') ?? reference);
  const uri = identification && textAt(identification, 'canonicalIdentification');
  if (uri === undefined) return undefined;
  const codeColumn = textAt(field, 'codeKey');
  const nameColumn = textAt(field, 'nameKey');
  return {
    uri,
    version: textAt(identification as XmlElement, 'version') ?? '',
    ...(codeColumn && { codeColumn }),
    ...(nameColumn && { nameColumn }),
  };
}

function rulesOf(element: XmlElement): FimRule[] {
  return childrenOf(element, 'regel').map((rule) => ({
    id: textAt(rule, 'identifikation', 'id') ?? '',
    name: textAt(rule, 'name') ?? '',
  }));
}

function labelOf(element: XmlElement, id: string): string {
  return textAt(element, 'bezeichnungEingabe') ?? textAt(element, 'name') ?? id;
}

/** A code stands in `code`, which has no namespace. */
function codeAt(element: XmlElement, name: string): string {
  return textAt(element, name, 'code') ?? '';
}
