import type { XmlElement } from '../../messages/xml-read.ts';
import type { FimListReference } from './fim-schema.ts';
import { childOf, childrenOf, textAt } from './xml-steps.ts';

/** The entries of a list, code → words; undefined where they are not at hand. */
export type CodeEntries = (list: FimListReference) => Readonly<Record<string, string>> | undefined;

/** A code list in OASIS Genericode 1.0. */
export interface CodeTable {
  readonly uri: string;
  readonly version: string;
  /** Columns in their order; the key first. */
  readonly columns: readonly string[];
  /** Each row by column. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** Reads a list as XRepository publishes it; undefined when the document is no Genericode or names no list. */
export function readGenericode(root: XmlElement): CodeTable | undefined {
  const uri = textAt(root, 'Identification', 'CanonicalUri');
  const set = childOf(root, 'ColumnSet');
  const list = childOf(root, 'SimpleCodeList');
  if (root.name !== 'CodeList' || uri === undefined || !set || !list) return undefined;
  const ids = childrenOf(set, 'Column').map((column) => column.attributes.get('Id') ?? '');
  const key = childrenOf(set, 'Key')
    .flatMap((each) => childrenOf(each, 'ColumnRef'))[0]
    ?.attributes.get('Ref');
  const columns = key === undefined ? ids : [key, ...ids.filter((id) => id !== key)];
  const rows = childrenOf(list, 'Row').map((row) =>
    Object.fromEntries(
      childrenOf(row, 'Value').map((value, index) => [
        value.attributes.get('ColumnRef') ?? ids[index] ?? '',
        textAt(value, 'SimpleValue') ?? '',
      ]),
    ),
  );
  return { uri, version: textAt(root, 'Identification', 'Version') ?? '', columns, rows };
}

/** Looks entries up in lists that are at hand: the named version; where none is named, any. */
export function entriesIn(tables: readonly CodeTable[]): CodeEntries {
  return ({ uri, version, codeColumn, nameColumn }) => {
    const table = tables.find((each) => each.uri === uri && (version === '' || each.version === version));
    if (table === undefined) return undefined;
    const code = codeColumn ?? table.columns[0] ?? '';
    const words = nameColumn ?? table.columns[1] ?? code;
    return Object.fromEntries(table.rows.map((row) => [row[code] ?? '', row[words] ?? row[code] ?? '']));
  };
}
