import { isAlias, isMap, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { ConfigFault, ConfigPath, Position } from './config-error.ts';

/** A parsed YAML text that still knows where each member stands. */
export interface YamlSource {
  readonly value: unknown;
  readonly faults: readonly ConfigFault[];
  /** The place of the member, or of the nearest one above it that the file has. */
  locate(path: ConfigPath): Position;
}

/** Parses YAML 1.2. Never throws on what is written in the text: faults are in the result. */
export function parseYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.2', lineCounter: lines, prettyErrors: false });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faultAtOffset = (offset: number, problem: string): ConfigFault => ({
    file,
    ...positionAt(offset),
    path: '',
    problem: `is not valid YAML: ${problem}`,
    expected: 'a YAML 1.2 mapping, see the sample network file',
  });

  // An unknown tag is only a warning to the parser, but its value would silently be something else.
  const faults = [...document.errors, ...document.warnings].map(({ pos, message }) => faultAtOffset(pos[0], message));
  // The parser leaves aliases to `toJS`, which no longer knows their place and follows a circle for ever.
  visit(document, {
    Alias(_key, alias, above) {
      const target = alias.resolve(document);
      const problem =
        target === undefined ? `there is no anchor &${alias.source}` : `*${alias.source} stands within its own anchor`;
      if (target === undefined || above.includes(target)) faults.push(faultAtOffset(startOf(alias) ?? 0, problem));
    },
  });
  let value: unknown;
  try {
    if (faults.length === 0) value = document.toJS();
  } catch (cause) {
    // The library refuses aliases that would blow a small text up to a huge value.
    faults.push(faultAtOffset(0, cause instanceof Error ? cause.message : String(cause)));
  }

  const resolve = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  function locate(path: ConfigPath): Position {
    let node: unknown = document.contents;
    let offset = startOf(document.contents) ?? 0;
    for (const step of path) {
      const next = stepInto(resolve(node), step);
      if (next === undefined) break;
      node = next.node;
      offset = next.offset ?? offset;
    }
    return positionAt(offset);
  }

  return { value, faults, locate };
}

/** The place of a mapping's member is its name, that of a list's item the item itself. */
function stepInto(node: unknown, step: PropertyKey): { node: unknown; offset: number | undefined } | undefined {
  if (isMap<Node, unknown>(node)) {
    const pair = node.items.find(({ key }) => 'value' in key && String(key.value) === String(step));
    return pair && { node: pair.value, offset: startOf(pair.key) };
  }
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step];
    return item === undefined ? undefined : { node: item, offset: startOf(item) };
  }
  return undefined;
}

function startOf(node: unknown): number | undefined {
  const range = (node as Partial<Node> | null | undefined)?.range;
  return range?.[0];
}
