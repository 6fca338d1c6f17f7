import { createHash } from 'node:crypto';
import type { EmbeddedAttachment } from '../domains/service.ts';
import { ZustellwerkError } from '../errors.ts';
import { composeHead } from '../intake/compose.ts';
import type { Plan } from '../intake/plan.ts';
import { buildMessage } from '../messages/build.ts';
import { describeFields } from '../messages/describe.ts';
import type { Head } from '../messages/head-g2g.ts';
import { checkRules, type MessageRule } from '../messages/message-rule.ts';
import { putAt, splitPath, valueAt } from '../messages/paths.ts';
import { prove } from '../messages/validate.ts';
import type { Agreeing } from './agree.ts';
import type { Sample } from './contract.ts';
import type { SampleData } from './sample-data.ts';

export interface SampleMessage extends Sample {
  readonly xml: Uint8Array;
}

interface Content {
  readonly head: Head;
  readonly data: unknown;
}

/** What a sample is made from, besides what the contract is made of. */
export interface Sampling extends Agreeing {
  readonly plan: Plan;
  readonly minimal: SampleData;
  readonly full: SampleData;
  readonly now: Date;
}

/**
 * The samples of a contract: valid minimal, valid full, schema-invalid and rule-invalid, each proved to be what it is
 * called. They are made by the code that makes every message, and are marked as tests. A message whose rules have no
 * example of their breach has no rule-invalid sample.
 *
 * @throws ZustellwerkError CONTRACT_IMPOSSIBLE when a sample is not what it is called.
 */
export async function makeSamples(sampling: Sampling): Promise<SampleMessage[]> {
  const minimal = contentOf(sampling, sampling.minimal, 'valid-minimal', []);
  const files = sampling.message.embedsAttachments ? [samplePdf()] : [];
  const full = contentOf(sampling, sampling.full, 'valid-full', files);
  return [
    await seal(sampling, 'valid-minimal', minimal, {
      de: 'gültig, nur das Nötige',
      en: 'valid, the minimum',
    }),
    await seal(sampling, 'valid-full', full, { de: 'gültig, so viel wie möglich', en: 'valid, as much as there is' }),
    await breakSchema(sampling, full),
    ...(await breakRule(sampling, full)),
  ];
}

function contentOf(
  { plan, message, destination, now }: Sampling,
  { region: ars, data }: SampleData,
  id: Sample['id'],
  attachments: readonly EmbeddedAttachment[],
): Content {
  const here = regionsTo(destination, plan);
  const region = plan.regions.find(here.includes(ars) ? ars : (here[0] ?? ars));
  const [portal] = plan.config.portals;
  if (region?.ags == null || portal === undefined) {
    throw new ZustellwerkError('CONTRACT_IMPOSSIBLE', `A sample needs a portal and a municipality; ${ars} is none.`);
  }
  const uuid = uuidFrom(`${destination.id} ${message.definition.id} ${id}`);
  const head = composeHead({ message, region: { ...region, ags: region.ags }, destination }, portal, plan, uuid, now);
  return {
    head: { ...head, test: 'Testnachricht' },
    data: message.complete(data, { ags: region.ags, attachments }),
  };
}

/** The municipalities from which a route leads to the destination. */
function regionsTo({ id }: Sampling['destination'], { routes, regions }: Plan): string[] {
  const routed = routes.filter(({ destination }) => destination === id).map(({ region }) => region);
  const found = routed.flatMap((ars) => [ars, ...regions.members(ars).map((member) => member.ars)]);
  return found.filter((ars) => regions.find(ars)?.ags != null);
}

/** The first mandatory element of the data without which the schema refuses the message. */
async function breakSchema(sampling: Sampling, full: Content): Promise<SampleMessage> {
  const { definition } = sampling.message;
  for (const { element, min, source } of describeFields(definition)) {
    if (min === 0 || source === undefined || !('path' in source) || !source.path.startsWith('data.')) continue;
    const content = without(full, splitPath(source.path));
    if (content === undefined) continue;
    const uuid = uuidFrom(`${sampling.destination.id} ${definition.id} schema-invalid`);
    const broken = { ...content, head: { ...content.head, uuid } };
    if ((await prove(buildMessage(definition, broken), sampling.plan.schemas)).kind !== 'invalid') continue;
    return seal(sampling, 'schema-invalid', broken, {
      de: `gegen das Schema: ${element} fehlt`,
      en: `against the schema: ${element} is missing`,
    });
  }
  throw new ZustellwerkError('CONTRACT_IMPOSSIBLE', `Nothing in ${definition.id} is mandatory.`);
}

async function breakRule(sampling: Sampling, full: Content): Promise<SampleMessage[]> {
  const { definition } = sampling.message;
  for (const rule of definition.rules) {
    if (rule.severity !== 'error' || rule.example === undefined) continue;
    const broken = withValues(full, rule.example);
    const uuid = uuidFrom(`${sampling.destination.id} ${definition.id} rule-invalid`);
    const title = { de: `gegen die Regel ${rule.id}`, en: `against the rule ${rule.id}` };
    return [await seal(sampling, 'rule-invalid', { ...broken, head: { ...broken.head, uuid } }, title)];
  }
  return [];
}

function withValues(content: Content, values: NonNullable<MessageRule<Content>['example']>): Content {
  const copy = structuredClone(content);
  for (const { at, value } of values) putAt(copy as unknown as Record<string, unknown>, at.map(String), value);
  return copy;
}

/** A copy of the content without one value; undefined where it has none. */
function without(content: Content, path: readonly string[]): Content | undefined {
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
  content: Content,
  title: Sample['title'],
): Promise<SampleMessage> {
  const xml = buildMessage(definition, content);
  const schema = (await prove(xml, plan.schemas)).kind === 'valid' ? 'valid' : 'invalid';
  const brokenRules = checkRules(definition, content, schema === 'valid')
    .filter(({ severity }) => severity === 'error')
    .map(({ finding }) => finding.params?.id ?? '');
  const valid = schema === 'valid' && brokenRules.length === 0;
  const asCalled = { 'valid-minimal': valid, 'valid-full': valid, 'schema-invalid': schema === 'invalid' };
  const right = id === 'rule-invalid' ? schema === 'valid' && brokenRules.length > 0 : asCalled[id];
  if (!right) throw new ZustellwerkError('CONTRACT_IMPOSSIBLE', `The sample ${id} of ${definition.id} is not so.`);
  const sha256 = createHash('sha256').update(xml).digest('hex');
  const answer = valid ? 'accept' : 'refuse';
  return { id, file: `samples/${id}.xml`, title, uuid: content.head.uuid, sha256, schema, brokenRules, answer, xml };
}

/** The same name gives the same UUID (RFC 9562, version 8: made by a hash). */
function uuidFrom(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The smallest document that is a PDF, as a file of a submission. */
function samplePdf(): EmbeddedAttachment {
  const bytes = Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  );
  return {
    id: '00000000-0000-8000-8000-000000000001',
    label: 'Nachweis (Muster)',
    fileName: 'muster.pdf',
    mediaType: 'application/pdf',
    sha512: createHash('sha512').update(bytes).digest('hex'),
    content: bytes.toString('base64'),
  };
}
