import { describe, expect, it } from 'vitest';
import type { CodeList } from '../../messages/code-list.ts';
import { expectAsInSchema, readSchemaCodeLists } from '../../testing/schema-code-lists.ts';
import * as general from './code-lists.ts';
import { objectionResults } from './objection-codes.ts';
import * as register from './parts/register-code-lists.ts';
import * as religions from './parts/religion-code-lists.ts';
import * as states from './parts/state-code-lists.ts';
import * as answers from './replies/answer-codes.ts';
import * as selfDisclosure from './replies/self-disclosure-codes.ts';

const known = readSchemaCodeLists('xmeld/26.11/xmeld-codes.xsd');

const modules = [general, register, religions, states, answers, selfDisclosure, { objectionResults }];
const lists = modules.flatMap((module): CodeList[] => Object.values(module));
const ofXmeld = lists.filter(({ uri }) => known.has(uri));

describe('code lists of XMeld', () => {
  it('are all known to the schema, except the one that is of XInneres', () => {
    expect(lists.filter((list) => !ofXmeld.includes(list)).map(({ name }) => name)).toEqual(['geschlecht']);
  });

  it.each(ofXmeld)('$name has the version and the keys of the schema', (list) => expectAsInSchema(list, known));

  it.each(lists)('$name says what each key means', ({ codes = {} }) => {
    expect(Object.values(codes)).not.toContain('');
  });
});
