import type { Attribute } from './definition.ts';
import type { MessageDefinition } from './message.ts';
import type { AnyLeaf, AnyNode } from './walk.ts';

/** One row of a message's field table. */
export interface FieldRow {
  /** Path of the element from the root, for example `identifikation/geburt/geburtsdatum`. */
  readonly element: string;
  /** `1`, `0..1`, `1..n` …; `choice` marks one of several alternatives. */
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
      const children = [
        ...node.attributes.map((attribute) => attributeRow(attribute, names, path)),
        ...node.children.flatMap((child) => rowsOf(child, names, path, false)),
      ];
      return alternative ? children.map((row) => ({ ...row, cardinality: inChoice(row, children.length) })) : children;
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
          source: sourceOf(node.source, prefix),
          doc: node.doc ?? '',
        },
      ];
  }
}

/** Of an alternative with many parts, how often each appears once it is chosen. */
function inChoice({ cardinality }: FieldRow, siblings: number): string {
  if (cardinality.startsWith('choice')) return cardinality;
  return siblings === 1 ? 'choice' : `choice, ${cardinality}`;
}

function attributeRow(
  { name, source, type, optional }: Attribute,
  parents: readonly string[],
  prefix: string,
): FieldRow {
  return {
    element: [...parents, `@${name}`].join('/'),
    cardinality: optional ? '0..1' : '1',
    type: type.name,
    source: sourceOf(source, prefix),
    doc: '',
  };
}

function sourceOf(source: AnyLeaf['source'], prefix: string): string {
  return 'constant' in source ? `always \`${source.constant}\`` : `\`${prefix}${source.path}\``;
}

function cardinalityOf({ optional, max }: AnyLeaf): string {
  const low = optional ? 0 : 1;
  const high = max === Number.POSITIVE_INFINITY ? 'n' : String(max);
  return String(low) === high ? high : `${low}..${high}`;
}
