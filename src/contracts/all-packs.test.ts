import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { procedures } from '../../adapters/index.ts';
import { readPlan } from '../configuration.ts';
import { answerDefinitions, forwardingDefinitions } from '../domains/definitions.ts';
import { readReply } from '../domains/replies/read-reply.ts';
import { buildMessage } from '../messages/build.ts';
import { withExample } from '../messages/rule-example.ts';
import { loadSchemas } from '../messages/schemas.ts';
import { validate } from '../messages/validate.ts';
import { packageRoot } from '../package-root.ts';
import { full, generateContent } from '../testing/generate-content.ts';
import { buildPack } from './build-pack.ts';
import { packSchema } from './contract.ts';
import { findAgreeing } from './find-agreeing.ts';
import { fullContent, minimalContent, type Sampling } from './sample-content.ts';
import { readSampleData } from './sample-data.ts';

/** What holds for the contract of every service with every destination of the sample network. */

const plan = await readPlan(join(packageRoot, 'config', 'network.yaml'));
afterAll(() => plan.schemas.dispose());

const now = new Date('2026-11-25T12:00:00Z');
const pairs = [
  ...new Map(
    plan.routes.flatMap(({ service, act, destination }) =>
      act === undefined || destination === undefined
        ? []
        : [[`${service} ${act} ${destination}`, { service, act, destination, now }] as const],
    ),
  ),
];

async function samplingOf(sought: (typeof pairs)[number][1]): Promise<Sampling> {
  const agreeing = findAgreeing(plan, procedures, sought);
  if ('missing' in agreeing) throw new Error(agreeing.missing);
  return { ...agreeing, now, ...(await readSampleData(join(packageRoot, 'fixtures'), agreeing.act)) };
}

describe.each(pairs)('%s', (_, sought) => {
  it('has a pack with four samples, each proved to be what it is called', async () => {
    const files = await buildPack(await samplingOf(sought), { language: 'de' });
    const pack = packSchema.parse(JSON.parse(Buffer.from(files.get('contract.json') ?? []).toString('utf8')));
    expect(pack.samples.map(({ id, schema, answer }) => [id, schema, answer])).toEqual([
      ['valid-minimal', 'valid', 'accept'],
      ['valid-full', 'valid', 'accept'],
      ['schema-invalid', 'invalid', 'refuse'],
      ['rule-invalid', 'valid', 'refuse'],
    ]);
    for (const { file, schema } of pack.samples) {
      expect((await validate(files.get(file) ?? new Uint8Array(), plan.schemas)).kind, file).toBe(schema);
    }
    const replies = [...files].filter(([file]) => file.startsWith('samples/reply-'));
    expect(replies.map(([file]) => file)).toContain('samples/reply-zustellwerk-status-1-0001.xml');
    for (const [file, xml] of replies) expect((await readReply(xml, plan.schemas)).kind, file).toBe('reply');
    const ids = pack.rules.map(({ id }) => id);
    for (const { brokenRules } of pack.samples) for (const id of brokenRules) expect(ids).toContain(id);
    for (const { rules = [] } of pack.fields) for (const id of rules) expect(ids).toContain(id);
  });

  it('has rules whose examples break them, and not the schema, in the smallest and in the fullest message', async () => {
    const sampling = await samplingOf(sought);
    const { definition } = sampling.message;
    for (const content of [minimalContent(sampling), fullContent(sampling)]) {
      for (const rule of definition.rules) {
        expect(rule.example ?? rule.fields, rule.id).toBeDefined();
        if (rule.example === undefined) continue;
        const broken = withExample(content, rule.example);
        expect(rule.breaches(content), rule.id).toEqual([]);
        expect(rule.breaches(broken), rule.id).not.toEqual([]);
        expect(await validate(buildMessage(definition, broken), plan.schemas), rule.id).toMatchObject({
          kind: 'valid',
        });
      }
    }
  });
});

it.each([...answerDefinitions, ...forwardingDefinitions].map((definition) => [definition.id, definition] as const))(
  '%s has rules whose examples break them, and not the schema',
  async (_, definition) => {
    const schemas = await loadSchemas();
    const content = generateContent(definition, full(0));
    for (const rule of definition.rules) {
      expect(rule.example ?? rule.fields, rule.id).toBeDefined();
      if (rule.example === undefined) continue;
      const broken = withExample(content, rule.example);
      expect(rule.breaches(broken), rule.id).not.toEqual([]);
      expect(await validate(buildMessage(definition, broken), schemas), rule.id).toMatchObject({ kind: 'valid' });
    }
    schemas.dispose();
  },
);
