import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMessage } from '../../messages/build.ts';
import { checkContent } from '../../messages/check.ts';
import type { Head } from '../../messages/head-g2g.ts';
import { checkRules } from '../../messages/message-rule.ts';
import { readMessage } from '../../messages/read.ts';
import { loadSchemas, type Schemas } from '../../messages/schemas.ts';
import { validate } from '../../messages/validate.ts';
import { readXml } from '../../messages/xml-read.ts';
import { anyKfzData } from '../../testing/kfz-data.ts';
import { kfzActs } from './acts.ts';

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

const head: Head = {
  uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
  createdAt: '2026-11-25T10:15:30.123+01:00',
  reader: { kennung: 'dbs:1', name: 'Zulassung' },
  author: { kennung: 'kop:1', name: 'Portal', reachability: [{ channel: '01', id: 'a@b.example' }] },
  product: { name: 'Zustellwerk', manufacturer: 'Zustellwerk' },
};

describe.each(kfzActs)('$act', ({ act, data: dataSchema, messages: [message] }) => {
  if (!message) throw new Error(`${act} has no message`);
  const { definition } = message;
  const anyData = anyKfzData[act] ?? fc.constant({});

  it('has nothing wrong with data that are in order, and becomes a valid message', async () => {
    await fc.assert(
      fc.asyncProperty(anyData, async (data) => {
        expect(dataSchema.check(data, { today: '2026-11-25' })).toEqual([]);
        expect(checkContent(definition.root, { head, data })).toEqual([]);
        const breaches = checkRules(definition, { head, data }, true);
        expect(breaches.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(await validate(buildMessage(definition, { head, data }), schemas)).toMatchObject({ kind: 'valid' });
      }),
      { numRuns: 50 },
    );
  });

  it('is the same bytes after reading and building again', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        const xml = buildMessage(definition, { head, data });
        const again = readMessage(definition, readXml(xml));
        expect(again).toEqual({ head, data });
        expect(Buffer.from(buildMessage(definition, again)).equals(Buffer.from(xml))).toBe(true);
      }),
    );
  });

  it('never throws for data of any shape', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, key) => {
        for (const data of [value, { [key]: value }, { holder: value, plate: value, plateWish: value, tax: value }]) {
          dataSchema.check(data, { today: '2026-11-25' });
          checkContent(definition.root, { head, data });
          checkRules(definition, { head, data }, false);
        }
      }),
    );
  });
});
