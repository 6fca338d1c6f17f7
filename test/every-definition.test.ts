import fc from 'fast-check';
import type { XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnyDefinition, allDefinitions } from '../src/domains/definitions.ts';
import { serviceActs } from '../src/domains/index.ts';
import { quittung, type Receipt } from '../src/domains/quittung/quittung.ts';
import type { DataPath } from '../src/findings.ts';
import { buildMessage, buildSound } from '../src/messages/build.ts';
import { checkContent } from '../src/messages/check.ts';
import { putAt, valueAt } from '../src/messages/paths.ts';
import { readMessage } from '../src/messages/read.ts';
import { loadSchemas, type Schemas } from '../src/messages/schemas.ts';
import { findFaults, prove, validate } from '../src/messages/validate.ts';
import { readXml } from '../src/messages/xml-read.ts';
import { type Chooser, full, generateContent, minimal } from '../src/testing/generate-content.ts';

/** Requests, answers and forwardings of all domains, with any content that their definition admits. */

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

/** A refusing receipt has a finding, which its definition cannot say. */
function completed({ id }: AnyDefinition, content: unknown): unknown {
  if (id !== quittung.id || !(content as Receipt).refused) return content;
  return { findings: [{ id: 'unbekannt', text: 'Unbekannt' }], ...(content as Receipt) };
}

/** Valid by our checks and by the schema, the same after it was read, and then the same bytes. */
async function holds(definition: AnyDefinition, chooser: Chooser): Promise<void> {
  const content = completed(definition, generateContent(definition, chooser));
  expect(checkContent(definition.root, content)).toEqual([]);
  const bytes = buildMessage(definition, content);
  expect(buildSound(definition, content)).toEqual(bytes);
  const { namespace } = definition.standard;
  expect(await validate(bytes, schemas)).toEqual({ kind: 'valid', namespace, root: definition.root.name });
  const again = readMessage(definition, readXml(bytes));
  expect(again).toEqual(content);
  expect(Buffer.from(buildMessage(definition, again)).equals(bytes)).toBe(true);
}

describe.each(allDefinitions(serviceActs).map((definition) => [definition.id, definition] as const))(
  '%s',
  (_, definition) => {
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
        { numRuns: 25 },
      );
    });
  },
);

/** Where anything is; in a list its first item. */
function allPaths(value: unknown, at: DataPath = []): DataPath[] {
  if (value === null || typeof value !== 'object') return [at];
  const entries = Array.isArray(value) ? [...value.entries()].slice(0, 1) : Object.entries(value);
  return [at, ...entries.flatMap(([step, member]) => allPaths(member, [...at, step]))];
}

/** What may stand in the place of a value, sound or not. */
const oddities = (value: unknown) => [
  ...[undefined, null, true, false, 0, 7, '', ' ', 'x', '1', '2026-11-25', 'x'.repeat(20_000), {}, [], [null], [7]],
  [value],
  [value, value],
  Array.from({ length: 101 }, () => value),
  `${value}\u00AD`,
];

describe.each(allDefinitions(serviceActs).map((definition) => [definition.id, definition] as const))(
  '%s, judged while it is built',
  (_, definition) => {
    it('is built of sound content, and of no other', () => {
      const content = completed(definition, generateContent(definition, full(0))) as Record<string, unknown>;
      let sound = 0;
      for (const [place, path] of allPaths(content).slice(1).entries()) {
        const value = valueAt(content, path);
        // Each fourth at each place: there are enough places for all of them.
        for (const odd of oddities(value).filter((_each, number) => number % 4 === place % 4)) {
          putAt(content, path, odd);
          const isSound = checkContent(definition.root, content).length === 0;
          const expected = isSound ? buildMessage(definition, content) : undefined;
          if (isSound) sound += 1;
          const built = buildSound(definition, content);
          const agree = built && expected ? Buffer.from(built).equals(expected) : built === expected;
          if (!agree) expect.fail(`${path.join('.')}: ${JSON.stringify(odd)?.slice(0, 50)}`);
        }
        putAt(content, path, value);
      }
      expect(sound).toBeGreaterThan(0);
    });
  },
);

/** Where texts are; in a list those of its first item. */
function textPaths(value: unknown, at: DataPath = []): DataPath[] {
  if (typeof value === 'string') return [at];
  if (value === null || typeof value !== 'object') return [];
  const entries = Array.isArray(value) ? [...value.entries()].slice(0, 1) : Object.entries(value);
  return entries.flatMap(([step, member]) => textPaths(member, [...at, step]));
}

const requests = new Map(serviceActs.flatMap(({ messages }) => messages.map((each) => [each.definition.id, each])));

describe.each([...requests])(
  '%s, proved without the patterns of DIN 91379 when it is accepted',
  (_, { definition }) => {
    it('has no text that only they would refuse', async () => {
      const content = generateContent(definition, full(0));
      const scanned = schemas.validatorForScanned(definition.standard.namespace) as XsdValidator;
      for (const path of textPaths(content)) {
        const changed = structuredClone(content);
        for (const odd of ['\u00AD', 'Ж', '1', '\n']) {
          putAt(changed, path, `${valueAt(content, path)}${odd}`);
          if (checkContent(definition.root, changed).length > 0) continue;
          const xml = buildMessage(definition, changed);
          if (findFaults(xml, scanned).length > 0) continue;
          expect(await prove(xml, schemas), path.join('.')).toMatchObject({ kind: 'valid' });
        }
      }
    });
  },
);
