import { expect, it } from 'vitest';
import type { CodeList } from '../../messages/code-list.ts';
import { expectAsInSchema, readSchemaCodeLists } from '../../testing/schema-code-lists.ts';
import * as module from './code-lists.ts';

const known = readSchemaCodeLists('xpersonenstand/26.11/xpersonenstand-codes.xsd');
const lists: CodeList[] = Object.values(module);

it.each(lists)('$name has the version and the keys of the schema', (list) => {
  expect([...known.keys()]).toContain(list.uri);
  expectAsInSchema(list, known);
});
