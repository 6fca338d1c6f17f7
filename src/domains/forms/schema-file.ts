import { findNodeAtLocation, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Position } from '../../config/config-error.ts';
import type { DataPath } from '../../findings.ts';
import { fimJsonSchema } from '../fim/fim-json-schema.ts';
import { type CodeTable, entriesIn } from '../fim/genericode.ts';
import { readXdatenfelder } from '../fim/read-xdatenfelder.ts';
import type { SchemaFault } from './form-model.ts';
import { isSchema, type JsonSchema } from './json-schema.ts';

/** The schema of a form, from whichever language, and where in its file something stands. */
export interface SchemaFile {
  /** Absent: the faults say why. */
  readonly schema?: JsonSchema;
  /** Id and version of a FIM data schema. */
  readonly fim?: { readonly id: string; readonly version: string };
  readonly faults: readonly SchemaFault[];
  locate(path: DataPath): Position;
}

/** Reads a JSON Schema. What it says is judged elsewhere. */
export function readJsonSchema(content: string): SchemaFile {
  const errors: ParseError[] = [];
  const tree = parseTree(content, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  const locate = (path: DataPath) => {
    for (let length = path.length; tree && length >= 0; length -= 1) {
      const node = findNodeAtLocation(tree, path.slice(0, length));
      // The place of a member is its name.
      if (node) return positionAt(content, (node.parent?.type === 'property' ? node.parent : node).offset);
    }
    return positionAt(content, 0);
  };
  if (first !== undefined) {
    const problem = `is not JSON: ${inWords(printParseErrorCode(first.error))}`;
    return {
      faults: [{ path: [], problem, expected: 'JSON Schema 2020-12' }],
      locate: () => positionAt(content, first.offset),
    };
  }
  const schema: unknown = JSON.parse(content);
  if (isSchema(schema)) return { schema, faults: [], locate };
  return { faults: [{ path: [], problem: 'is no JSON Schema', expected: 'an object with properties' }], locate };
}

/** Reads XDatenfelder 2 or 3. A fault is at the first place that names its element. */
export function readFimSchema(content: string, tables: readonly CodeTable[]): SchemaFile {
  const { schema, faults } = readXdatenfelder(Buffer.from(content));
  const locate = ([id = '']: DataPath) => positionAt(content, id === '' ? 0 : Math.max(0, content.indexOf(`>${id}<`)));
  if (schema === undefined) {
    return { faults: faults.map(({ id, ...told }) => ({ path: id === '' ? [] : [id], ...told })), locate };
  }
  return {
    schema: fimJsonSchema(schema, entriesIn(tables)),
    fim: { id: schema.id, version: schema.version },
    faults: [],
    // A path into the made schema: its last id is that of an element.
    locate: (path) => locate(path.filter((step) => /^[A-Z]\d+$/.test(String(step))).slice(-1)),
  };
}

/** `CommaExpected` as "comma expected". */
function inWords(code: string): string {
  return code.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
}

function positionAt(content: string, offset: number): Position {
  const before = content.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
