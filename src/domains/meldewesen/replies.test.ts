import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMessage } from '../../messages/build.ts';
import { checkContent } from '../../messages/check.ts';
import type { MessageDefinition } from '../../messages/message.ts';
import { readMessage } from '../../messages/read.ts';
import { loadSchemas, type Schemas } from '../../messages/schemas.ts';
import { validate } from '../../messages/validate.ts';
import { readXml } from '../../messages/xml-read.ts';
import { type Chooser, full, generateContent, minimal } from '../../testing/generate-content.ts';
import { meldewesenReplies } from './tell-replies.ts';
import { selbstauskunft1708 } from './xmeld-1708.ts';
import { widerspruecheAbruf1711 } from './xmeld-1711.ts';
import { widersprueche1713, widersprueche1714 } from './xmeld-1713.ts';

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

const requests = [selbstauskunft1708, widerspruecheAbruf1711, widersprueche1713, widersprueche1714];
const definitions = [
  ...meldewesenReplies.map(({ definition }) => definition),
  ...requests.map(({ definition }) => definition),
] as unknown as MessageDefinition<unknown>[];

/** Valid by our checks and by the schema, and the same after it was read. */
async function holds(definition: MessageDefinition<unknown>, chooser: Chooser): Promise<void> {
  const content = generateContent(definition, chooser);
  expect(checkContent(definition.root, content)).toEqual([]);
  const bytes = buildMessage(definition, content);
  const { namespace } = definition.standard;
  expect(await validate(bytes, schemas)).toEqual({ kind: 'valid', namespace, root: definition.root.name });
  const again = readMessage(definition, readXml(bytes));
  expect(again).toEqual(content);
  expect(Buffer.from(buildMessage(definition, again)).equals(bytes)).toBe(true);
}

describe.each(definitions.map((definition) => [definition.type, definition] as const))('%s', (_, definition) => {
  it('can be built, proved and read with as little as it admits', () => holds(definition, minimal));

  it.each([0, 1, 2, 3])('and with all that it has, in turn %i', (turn) => holds(definition, full(turn)));

  it('and with anything between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), (generate) =>
        holds(definition, {
          present: () => generate(fc.boolean),
          count: (min, max) => generate(fc.integer, { min, max }),
          pick: (length) => generate(fc.nat, length - 1),
        }),
      ),
      { numRuns: 40 },
    );
  });
});

it('has each reply under its own number', () => {
  for (const { definition } of meldewesenReplies) {
    expect(definition.root.name).toMatch(new RegExp(`\\.${definition.type}$`));
  }
});
