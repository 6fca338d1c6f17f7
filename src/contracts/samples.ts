import { createHash } from 'node:crypto';
import { ZustellwerkError } from '../errors.ts';
import type { Wording } from '../findings.ts';
import { buildMessage } from '../messages/build.ts';
import { describeFields } from '../messages/describe.ts';
import { headRulesFor } from '../messages/head-rules.ts';
import { judgeRules } from '../messages/judge-rules.ts';
import type { RuleExample } from '../messages/message-rule.ts';
import { splitPath, valueAt } from '../messages/paths.ts';
import { withExample } from '../messages/rule-example.ts';
import { prove } from '../messages/validate.ts';
import { readXml } from '../messages/xml-read.ts';
import type { Sample } from './contract.ts';
import { fullContent, minimalContent, renamed, type SampleContent, type Sampling } from './sample-content.ts';

export interface SampleMessage extends Sample {
  readonly xml: Uint8Array;
}

/** The samples of a contract, and what the fullest of them was built from. */
export interface Samples {
  readonly messages: readonly SampleMessage[];
  readonly full: SampleContent;
}

/**
 * The samples of a contract: valid minimal, valid full, schema-invalid and rule-invalid, each proved to be what it is
 * called. They are made by the code that makes every message, and are marked as tests. The rule that is broken is one of
 * the message, else one for all messages; where none has an example, there is no rule-invalid sample.
 *
 * @throws ZustellwerkError CONTRACT_IMPOSSIBLE when a sample is not what it is called.
 */
export async function makeSamples(sampling: Sampling): Promise<Samples> {
  const full = fullContent(sampling);
  const valid = [
    await seal(sampling, 'valid-minimal', minimalContent(sampling), {
      de: 'gültig, nur das Nötige',
      en: 'valid, the minimum',
    }),
    await seal(sampling, 'valid-full', full, { de: 'gültig, so viel wie möglich', en: 'valid, as much as there is' }),
  ];
  const broken = [await breakSchema(sampling, full), ...(await breakRule(sampling, full))];
  return { messages: [...valid, ...broken], full };
}

/** The first mandatory element of the data without which the schema refuses the message. */
async function breakSchema(sampling: Sampling, full: SampleContent): Promise<SampleMessage> {
  const { definition } = sampling.message;
  for (const { element, min, source } of describeFields(definition)) {
    if (min === 0 || source === undefined || !('path' in source) || !source.path.startsWith('data.')) continue;
    const content = without(full, splitPath(source.path));
    if (content === undefined) continue;
    const broken = renamed(sampling, content, 'schema-invalid');
    if ((await prove(buildMessage(definition, broken), sampling.plan.schemas)).kind !== 'invalid') continue;
    return seal(sampling, 'schema-invalid', broken, {
      de: `gegen das Schema: ${element} fehlt`,
      en: `against the schema: ${element} is missing`,
    });
  }
  throw new ZustellwerkError('CONTRACT_IMPOSSIBLE', `Nothing in ${definition.id} is mandatory.`);
}

async function breakRule(sampling: Sampling, full: SampleContent): Promise<SampleMessage[]> {
  const { standard, rules } = sampling.message.definition;
  const rule = [...rules, ...headRulesFor(standard.namespace)].find(isShown);
  if (rule === undefined) return [];
  const broken = renamed(sampling, withExample(full, rule.example), 'rule-invalid');
  const title = { de: `gegen die Regel ${rule.id}`, en: `against the rule ${rule.id}` };
  return [await seal(sampling, 'rule-invalid', broken, title)];
}

function isShown<R extends { severity: string; example?: RuleExample }>(rule: R): rule is R & { example: RuleExample } {
  return rule.severity === 'error' && rule.example !== undefined;
}

/** A copy of the content without one value; undefined where it has none. */
function without(content: SampleContent, path: readonly string[]): SampleContent | undefined {
  const copy = structuredClone(content);
  const parent = valueAt(copy, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined || typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, last)) return;
  delete (parent as Record<string, unknown>)[last];
  return copy;
}

/** Builds a sample and proves that it is what it is called. */
async function seal(
  { message: { definition }, plan }: Sampling,
  id: Sample['id'],
  content: SampleContent,
  title: Exclude<Wording, string>,
): Promise<SampleMessage> {
  const xml = buildMessage(definition, content);
  const schema = (await prove(xml, plan.schemas)).kind === 'valid' ? 'valid' : 'invalid';
  const proved = schema === 'valid' ? { schematron: plan.schematron, definition } : undefined;
  const faults = await judgeRules(xml, readXml(xml), proved);
  const brokenRules = [...new Set(faults.filter(({ severity }) => severity === 'error').map((fault) => fault.id))];
  const valid = schema === 'valid' && brokenRules.length === 0;
  const asCalled = { 'valid-minimal': valid, 'valid-full': valid, 'schema-invalid': schema === 'invalid' };
  const right = id === 'rule-invalid' ? schema === 'valid' && brokenRules.length > 0 : asCalled[id];
  if (!right) {
    const why = [schema, ...brokenRules].join(', ');
    throw new ZustellwerkError('CONTRACT_IMPOSSIBLE', `The sample ${id} of ${definition.id} is not so: ${why}.`);
  }
  const sha256 = createHash('sha256').update(xml).digest('hex');
  const answer = valid ? 'accept' : 'refuse';
  return { id, file: `samples/${id}.xml`, title, uuid: content.head.uuid, sha256, schema, brokenRules, answer, xml };
}
