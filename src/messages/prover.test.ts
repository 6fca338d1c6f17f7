import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeSampleMessage } from '../simulators/sample-message.ts';
import { createProver } from './prover.ts';
import { loadSchemas, type Schemas } from './schemas.ts';

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

it('gives each of many messages its own verdict', async () => {
  const prove = createProver(schemas);
  const valid = writeSampleMessage(randomUUID());
  const invalid = Buffer.from(Buffer.from(valid).toString().replace('</nachrichtenUUID>', 'x</nachrichtenUUID>'));
  const documents = [valid, invalid, Buffer.from('<a'), Buffer.from('<a/>'), valid];
  const first = await Promise.all(documents.map(prove));
  expect(first.map(({ kind }) => kind)).toEqual(['valid', 'invalid', 'unreadable', 'unknown-standard', 'valid']);
  expect(await prove(valid)).toEqual(first[0]);
});
