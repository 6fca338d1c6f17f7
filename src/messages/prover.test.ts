import { randomUUID } from 'node:crypto';
import { XmlValidateError, type XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { meldebescheinigung1700 } from '../domains/meldewesen/xmeld-1700.ts';
import { writeSampleMessage } from '../simulators/sample-message.ts';
import { createProver } from './prover.ts';
import { loadSchemas, type Schemas } from './schemas.ts';
import { findFaults } from './validate.ts';

const { namespace } = meldebescheinigung1700.definition.standard;

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

it('gives each of many messages its own faults', async () => {
  const prove = createProver(schemas);
  const valid = writeSampleMessage(randomUUID());
  const invalid = Buffer.from(Buffer.from(valid).toString().replace('</nachrichtenUUID>', 'x</nachrichtenUUID>'));
  const documents = [valid, invalid, Buffer.from('<a'), Buffer.from('<a/>'), valid];
  const faults = await Promise.all(documents.map((xml) => prove(xml, namespace)));
  expect(faults.map(({ length }) => length > 0)).toEqual([false, true, true, true, false]);
  expect(faults[1]).toMatchObject([{ xpath: expect.stringContaining('nachrichtenUUID') }]);
});

it('finds a fault wherever libxml2 refuses, though it gave no reason', () => {
  const validator = {
    validate: () => {
      throw new XmlValidateError('no reason', []);
    },
  } as unknown as XsdValidator;
  expect(findFaults(writeSampleMessage(randomUUID()), validator)).toMatchObject([{ message: 'no reason' }]);
});

it('knows no message without a schema', async () => {
  const xml = writeSampleMessage(randomUUID());
  await expect(createProver(schemas)(xml, 'urn:nobody')).rejects.toMatchObject({ code: 'MESSAGE_DEFECT' });
});
