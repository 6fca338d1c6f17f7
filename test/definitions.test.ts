import { describe, expect, it } from 'vitest';
import { createRegions } from '../src/catalogue/regions.ts';
import { createCatalogue } from '../src/catalogue/services.ts';
import { loadNetwork } from '../src/config/load-network.ts';
import { serviceActs } from '../src/domains/index.ts';
import type { BuildableMessage } from '../src/domains/service.ts';
import { composeHead } from '../src/intake/compose.ts';
import { buildMessage } from '../src/messages/build.ts';
import { checkContent } from '../src/messages/check.ts';
import type { Head } from '../src/messages/head-g2g.ts';
import { checkHead } from '../src/messages/head-rules.ts';
import type { AnyNode } from '../src/messages/walk.ts';
import { readXml, type XmlElement } from '../src/messages/xml-read.ts';

/** What holds for every message that can be built, whoever defined it. */

const network = await loadNetwork('config/network.yaml', { regions: createRegions, services: createCatalogue() });
const messages = new Map(serviceActs.flatMap((act) => act.messages.map((message) => [message.definition.id, message])));

function headOf(message: BuildableMessage, test: boolean): Head {
  const [portal] = network.config.portals;
  const { id } = message.definition;
  const destination = network.config.destinations.find(({ messages: taken }) => taken.includes(id));
  if (!portal || !destination) throw new Error(`The sample network has no portal, or no destination for ${id}.`);
  const { config } = network;
  const plan = { config: { ...config, network: { ...config.network, test } }, productVersion: '9.8.7' };
  const resolved = { message, region: { ags: '03457013' }, destination };
  return composeHead(
    resolved,
    portal,
    plan,
    '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
    new Date('2026-07-25T10:15:30.123Z'),
  );
}

/** Not a valid message: without data, so that it can be made of every definition. */
function withoutData(message: BuildableMessage, test: boolean): XmlElement {
  return readXml(buildMessage(message.definition, { head: headOf(message, test), data: {} }));
}

describe.each([...messages])('%s', (_, message) => {
  const { standard } = message.definition;

  it('says what it is and who made it', () => {
    const { attributes, namespace } = withoutData(message, true);
    expect(namespace).toBe(standard.namespace);
    expect(Object.fromEntries(attributes)).toEqual({
      standard: standard.name,
      version: standard.version,
      produkt: 'Zustellwerk',
      produkthersteller: 'Zustellwerk',
      produktversion: '9.8.7',
      test: 'Testbetrieb',
    });
  });

  it('never has the attribute `test` in production: its presence alone marks a test message', () => {
    expect(withoutData(message, false).attributes.has('test')).toBe(false);
  });

  it('keeps the rules for all heads, with milliseconds and the zone of the day', () => {
    const document = withoutData(message, true);
    expect(checkHead(document)).toEqual([]);
    expect(JSON.stringify(document)).toContain('2026-07-25T12:15:30.123+02:00');
  });

  it('has stable ids for its rules, each once, in both languages', () => {
    const ids = message.definition.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, text, source } of message.definition.rules) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
      for (const sentence of [text.de, text.en, source]) expect(sentence).not.toBe('');
    }
  });

  it.each(dinTexts(message.definition.root))(
    'names a character that %s does not admit, with its place',
    (_name, leaf) => {
      const findings = checkContent(only(leaf), { value: 'Ab\u2013c' });
      expect(findings).toMatchObject([
        { path: ['value'], rule: 'character', params: { position: 3, codePoint: 'U+2013', suggestion: '-' } },
      ]);
      expect(checkContent(only(leaf), { value: 'Ab\u4E2D' })).toMatchObject([
        { rule: 'character', params: { position: 3, codePoint: 'U+4E2D' } },
      ]);
    },
  );

  it.each(dinTexts(message.definition.root))('writes %s as it is, but for NFC', (_name, leaf) => {
    if (leaf.kind !== 'text') throw new Error('A text is meant.');
    for (const text of ['  Zoë \u2013 "x" \u00AD', 'A  B', 'ß\u2026'])
      expect(leaf.type.write(text)).toBe(text.normalize('NFC'));
    expect(leaf.type.write('Mu\u0308ller')).toBe('Müller');
  });
});

type Leaf = Extract<AnyNode, { kind: 'text' }>;

/** The texts of DIN 91379 that are long enough to spoil, each kind once. */
function dinTexts(node: AnyNode): [string, Leaf][] {
  const leaves = textsIn(node).filter(({ type }) => /^datatype[A-E]$/.test(type.name));
  return [...new Map(leaves.map((leaf) => [leaf.type.name, leaf]))];
}

function textsIn(node: AnyNode): Leaf[] {
  switch (node.kind) {
    case 'text':
      return [node];
    case 'code':
      return [];
    case 'group':
      return node.children.flatMap(textsIn);
    case 'choice':
      return node.options.flatMap(textsIn);
  }
}

function only(leaf: Leaf) {
  const text = { ...leaf, source: { path: 'value' }, max: 1 };
  return {
    kind: 'group' as const,
    name: 'x',
    qualified: true,
    optional: false,
    max: 1,
    attributes: [],
    children: [text],
  };
}
