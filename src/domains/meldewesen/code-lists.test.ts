import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CodeList } from '../../messages/code-list.ts';
import * as general from './code-lists.ts';
import * as register from './parts/register-code-lists.ts';
import * as religions from './parts/religion-code-lists.ts';
import * as states from './parts/state-code-lists.ts';

const schema = readFileSync(new URL('../../../schemas/xmeld/26.11/xmeld-codes.xsd', import.meta.url), 'utf8');

/** What the schema says of each list: its version where that is fixed, and its keys where they are enumerated. */
const known = new Map(
  [...schema.matchAll(/<xs:complexType name="Code\.[\s\S]*?<\/xs:complexType>/g)].map(([type]) => [
    /name="listURI"[^>]*fixed="([^"]*)"/.exec(type)?.[1],
    {
      version: /name="listVersionID"[^>]*fixed="([^"]*)"/.exec(type)?.[1],
      codes: [...type.matchAll(/<xs:enumeration value="([^"]*)"/g)].map(([, code]) => code),
    },
  ]),
);

const lists = [general, register, religions, states].flatMap((module): CodeList[] => Object.values(module));
const ofXmeld = lists.filter(({ uri }) => known.has(uri));

describe('code lists of XMeld', () => {
  it('are all known to the schema, except the one that is of XInneres', () => {
    expect(lists.filter((list) => !ofXmeld.includes(list)).map(({ name }) => name)).toEqual(['geschlecht']);
  });

  it.each(ofXmeld)('$name has the version and the keys of the schema', ({ uri, version, type, codes }) => {
    const said = known.get(uri);
    expect(type).toBe(said?.version === undefined ? 3 : 1);
    if (said?.version !== undefined) expect(version).toBe(said.version);
    if (codes && said?.version !== undefined) expect(Object.keys(codes).sort()).toEqual(said.codes.sort());
  });
});
