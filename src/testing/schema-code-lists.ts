import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { CodeList } from '../messages/code-list.ts';

/** What a schema says of a code list. */
interface SchemaCodeList {
  /** Absent: the message says the version. */
  readonly version: string | undefined;
  /** Empty: the schema does not enumerate them. */
  readonly codes: readonly string[];
}

/** The code lists of a schema file in the folder `schemas`, by URI. */
export function readSchemaCodeLists(path: string): ReadonlyMap<string, SchemaCodeList> {
  const schema = readFileSync(new URL(`../../schemas/${path}`, import.meta.url), 'utf8');
  const types = [...schema.matchAll(/<xs:complexType name="Code\.[\s\S]*?<\/xs:complexType>/g)];
  return new Map(
    types.flatMap(([type]) => {
      const uri = /name="listURI"[^>]*fixed="([^"]*)"/.exec(type)?.[1];
      const version = /name="listVersionID"[^>]*fixed="([^"]*)"/.exec(type)?.[1];
      const codes = [...type.matchAll(/<xs:enumeration value="([^"]*)"/g)].map(([, code]) => code ?? '');
      return uri === undefined ? [] : [[uri, { version, codes }] as const];
    }),
  );
}

/** Expects that a list of ours has the version and the codes that a schema has under its URI. */
export function expectAsInSchema({ uri, version, type, codes }: CodeList, known: ReadonlyMap<string, SchemaCodeList>) {
  const said = known.get(uri);
  expect(type).toBe(said?.version === undefined ? 3 : 1);
  if (said?.version === undefined) return;
  expect(version).toBe(said.version);
  if (codes) expect(Object.keys(codes).sort()).toEqual([...said.codes].sort());
}
