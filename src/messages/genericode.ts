import { broken, type ListTable } from './loaded-list.ts';
import { readXml, type XmlElement } from './xml-read.ts';

/** The largest lists of DESTATIS have tens of thousands of rows with many columns. */
const limits = { size: 64 * 1024 * 1024, depth: 20 };

const namespace = 'http://docs.oasis-open.org/codelist/ns/genericode/1.0/';

/**
 * Reads an OASIS Genericode 1.0 file, as the XRepository has them. The key column comes first.
 *
 * @throws ZustellwerkError CODE_LIST_BROKEN for anything else.
 */
export function readGenericode(bytes: Uint8Array): ListTable {
  const root = readDocument(bytes);
  if (root.namespace !== namespace || root.name !== 'CodeList') throw broken('it is no Genericode 1.0 CodeList');
  const identification = child(root, 'Identification');
  const columnSet = child(root, 'ColumnSet');
  const ids = children(columnSet, 'Column').map((column) => column.attributes.get('Id') ?? '');
  const key = child(child(columnSet, 'Key'), 'ColumnRef')?.attributes.get('Ref');
  const columns = key === undefined ? ids : [key, ...ids.filter((id) => id !== key)];
  return {
    name: textOf(identification, 'ShortName').toLowerCase(),
    uri: textOf(identification, 'CanonicalUri'),
    version: textOf(identification, 'Version'),
    columns,
    rows: children(child(root, 'SimpleCodeList'), 'Row').map((row) => readRow(row, ids, columns)),
  };
}

function readDocument(bytes: Uint8Array): XmlElement {
  try {
    return readXml(bytes, limits);
  } catch (cause) {
    throw broken('it is no XML', cause);
  }
}

/** A value without reference belongs to the column after that of the value before. */
function readRow(row: XmlElement, ids: readonly string[], columns: readonly string[]): string[] {
  const values = new Map<string, string>();
  let next = 0;
  for (const value of children(row, 'Value')) {
    const id = value.attributes.get('ColumnRef') ?? ids[next] ?? '';
    values.set(id, textOf(value, 'SimpleValue'));
    next = ids.indexOf(id) + 1;
  }
  return columns.map((column) => values.get(column) ?? '');
}

function children(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((candidate) => candidate.name === name) ?? [];
}

function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return children(element, name)[0];
}

function textOf(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text.trim() ?? '';
}
