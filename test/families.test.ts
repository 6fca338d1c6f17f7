import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import native from '../adapters/portals/native/profile.ts';
import { findAct } from '../src/domains/index.ts';
import { checkData } from '../src/intake/check-data.ts';
import { completeContent } from '../src/intake/content.ts';
import { toData } from '../src/intake/profile.ts';
import { buildMessage } from '../src/messages/build.ts';
import { dinSequences } from '../src/messages/din91379-characters.ts';
import type { Head } from '../src/messages/head-g2g.ts';
import { readMessage } from '../src/messages/read.ts';
import { loadSchemas, type Schemas } from '../src/messages/schemas.ts';
import { validate } from '../src/messages/validate.ts';
import { readXml } from '../src/messages/xml-read.ts';
import { families } from './arbitraries/families.ts';

const serviceId = 'wohnsitz-anmeldung';
const surroundings = { ags: '03457013', attachments: [] };
const head: Head = {
  uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
  createdAt: '2026-11-25T10:15:30.123+01:00',
  reader: { kennung: 'ags:03457013', name: 'Stadt Leer' },
  author: {
    kennung: 'mbp:sample',
    name: 'Portal',
    reachability: [{ channel: '01', id: 'portal@landkreis.example' }],
    address: { street: 'Musterstraße', houseNumber: '1', postalCode: '26789', city: 'Leer' },
  },
  product: { name: 'Zustellwerk', manufacturer: 'Zustellwerk' },
};

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

function partsOf(act: string) {
  const found = findAct(serviceId, act);
  const message = found?.messages[0];
  if (!found || !message) throw new Error(`no act ${act}`);
  return { act: found, message };
}

function check(act: string, sent: unknown) {
  const mapped = toData(native, serviceId, sent);
  const parts = partsOf(act);
  const content = completeContent(parts.message, mapped.data, head, surroundings);
  return { mapped, findings: checkData({ ...parts, mapped, today: '2026-11-25', content, sound: false }) };
}

/** Builds a 1704, proves it, and holds it against what is read from it. */
async function expectSound(family: unknown): Promise<void> {
  const { message } = partsOf('apply');
  const { mapped, findings } = check('apply', family);
  expect(findings.map(({ pointer, finding }) => `${pointer} ${finding.rule}`)).toEqual([]);
  const content = { head, data: message.complete(mapped.data, surroundings) };
  const xml = buildMessage(message.definition, content);
  expect(await validate(xml, schemas)).toMatchObject({ kind: 'valid' });
  const again = readMessage(message.definition, readXml(xml));
  expect(again).toEqual(withoutEmptyLists(content));
  expect(Buffer.from(buildMessage(message.definition, again)).equals(Buffer.from(xml))).toBe(true);
}

/** A list without items and no list are the same in XML. */
function withoutEmptyLists(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, member) =>
    Array.isArray(member) && member.length === 0 ? undefined : member,
  );
}

describe('a registration (1704)', () => {
  it('of any family is valid, and is read as it was written', async () => {
    await fc.assert(fc.asyncProperty(families, expectSound), { numRuns: 150 });
  }, 120_000);

  it('carries every sequence of DIN 91379 in a name', async () => {
    const [family] = fc.sample(families, { numRuns: 1, seed: 1704 });
    for (const { base, tails } of dinSequences()) {
      const names = tails.map((tail) => base + tail).join(' ');
      const applicant = { ...family?.applicant, name: { familyName: names, givenNames: names } };
      await expectSound({ ...family, applicant });
    }
  }, 120_000);
});

describe.each(['prefill', 'apply', 'confirm'])('%s', (act) => {
  it('is judged without a throw, whatever a portal sends', () => {
    fc.assert(fc.property(fc.jsonValue(), (sent) => void check(act, sent)));
  });

  it('is judged without a throw when one part of a good registration is anything else', () => {
    const spoiled = fc.tuple(families, fc.nat(), fc.jsonValue()).map(([family, which, other]) => {
      let seen = 0;
      const count = [...JSON.stringify(family).matchAll(/":/g)].length;
      return JSON.parse(JSON.stringify(family), (key, value) => {
        if (key !== '') seen += 1;
        return key !== '' && seen === 1 + (which % count) ? other : value;
      });
    });
    fc.assert(
      fc.property(spoiled, (sent) => void check(act, sent)),
      { numRuns: 300 },
    );
  }, 120_000);
});
