import type { MessageDefinition } from './message.ts';
import type { AnyLeaf, AnyNode } from './walk.ts';

/** One row of a message's field table. */
export interface FieldRow {
  /** Path of the element from the root, for example `identifikation/geburt/geburtsdatum`. */
  readonly element: string;
  /** `1`, `0..1`, `1..n` …; `choice` marks one of several alternatives, `choice 0..1` what may stand in one. */
  readonly cardinality: string;
  readonly type: string;
  /** The path in the content, or what the constant is. */
  readonly source: string;
  readonly doc: string;
}

/** The field table of a message: one row for each element that carries a value. */
export function describeFields<Content>(definition: MessageDefinition<Content>): FieldRow[] {
  return definition.root.children.flatMap((child) => rowsOf(child, [], '', false));
}

/** The field table as Markdown. */
export function fieldTable<Content>(definition: MessageDefinition<Content>): string {
  const rows = describeFields(definition).map(
    ({ element, cardinality, type, source, doc }) =>
      `| \`${element}\` | ${cardinality} | ${type} | ${source} | ${doc} |`,
  );
  return ['| Element | Number | Type or code list | From | Meaning |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function rowsOf(node: AnyNode, parents: readonly string[], prefix: string, alternative: boolean): FieldRow[] {
  switch (node.kind) {
    case 'choice':
      return node.options.flatMap((option) => rowsOf(option, parents, prefix, true));
    case 'group': {
      const names = node.name === '' ? parents : [...parents, node.name + (node.max > 1 ? '[]' : '')];
      const path = node.path === undefined ? prefix : `${prefix}${node.path}${node.max > 1 ? '[]' : ''}.`;
      const children = node.children.flatMap((child) => rowsOf(child, names, path, false));
      return alternative ? children.map((row) => ({ ...row, cardinality: withinChoice(row.cardinality) })) : children;
    }
    default:
      return [
        {
          element: [...parents, node.name].join('/'),
          cardinality: alternative ? 'choice' : cardinalityOf(node),
          type:
            node.kind === 'text'
              ? node.type.name
              : `code: ${node.list.name} ${node.list.version} (\`${node.list.uri}\`)`,
          source: 'constant' in node.source ? `always \`${node.source.constant}\`` : `\`${prefix}${node.source.path}\``,
          doc: node.doc ?? '',
        },
      ];
  }
}

function withinChoice(cardinality: string): string {
  if (cardinality === '1') return 'choice';
  return cardinality.startsWith('choice') ? cardinality : `choice ${cardinality}`;
}

function cardinalityOf({ optional, max }: AnyLeaf): string {
  const low = optional ? 0 : 1;
  const high = max === Number.POSITIVE_INFINITY ? 'n' : String(max);
  return String(low) === high ? high : `${low}..${high}`;
}
