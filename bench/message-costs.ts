import { randomUUID } from 'node:crypto';
import { answerDefinitions, forwardingDefinitions } from '../src/domains/definitions.ts';
import { draftMessage } from '../src/intake/draft.ts';
import type { Plan } from '../src/intake/plan.ts';
import { resolveEnvelope } from '../src/intake/resolve.ts';
import { buildMessage } from '../src/messages/build.ts';
import type { MessageDefinition } from '../src/messages/message.ts';
import { checkRules } from '../src/messages/message-rule.ts';
import { readMessage } from '../src/messages/read.ts';
import { prove } from '../src/messages/validate.ts';
import { readXml } from '../src/messages/xml-read.ts';
import { full, generateContent } from '../src/testing/generate-content.ts';
import type { Fixture } from './payloads.ts';
import { readPlan } from './plan.ts';

/** What one message costs, each step by itself, in microseconds of CPU time. */
export interface MessageCost {
  /** `standard/version/type`. */
  readonly message: string;
  /** Its largest fixture; of a message that no portal sends, `generated`: all that its definition has. */
  readonly fixture: string;
  /** Of the XML. */
  readonly bytes: number;
  /** Envelope and routing: what a portal's JSON is about. */
  readonly understand?: number;
  /** Profile, checks and building: from the portal's data to the message. */
  readonly draft?: number;
  /** The rules above the schema alone. */
  readonly rules: number;
  /** Without checks. */
  readonly build: number;
  /** Against the schema. */
  readonly prove: number;
  /** Back into data, as the reader of a message does; no part of accepting. */
  readonly read: number;
}

/**
 * Every message that is defined here, with its largest fixture. Measures in this process, on one core, when nothing else is
 * going on.
 *
 * @param seconds for each step of each message.
 */
export async function measureMessages(
  config: string,
  fixtures: readonly Fixture[],
  seconds: number,
): Promise<MessageCost[]> {
  const plan = await readPlan(config);
  plan.schemas.compileAll();
  try {
    const costs: MessageCost[] = [];
    for (const prepared of largestOfEach(fixtures.map((fixture) => prepare(fixture, plan)))) {
      costs.push(await measureRequest(prepared, plan, seconds));
    }
    for (const definition of [...answerDefinitions, ...forwardingDefinitions]) {
      const content = generateContent(definition, full(0));
      const { id: message } = definition;
      costs.push({ message, fixture: 'generated', ...(await measureMessage(definition, content, plan, seconds)) });
    }
    return costs;
  } finally {
    plan.schemas.dispose();
  }
}

function largestOfEach(prepared: readonly Prepared[]): Prepared[] {
  const largest = new Map<string, Prepared>();
  for (const each of prepared) {
    const { id } = each.message.definition;
    if (each.bytes > (largest.get(id)?.bytes ?? 0)) largest.set(id, each);
  }
  return [...largest.values()].sort((one, other) =>
    one.message.definition.id.localeCompare(other.message.definition.id),
  );
}

type Prepared = ReturnType<typeof prepare>;

/** All that the steps need, from a fixture that is accepted. */
function prepare({ file, portal: id, request }: Fixture, plan: Plan) {
  const portal = plan.config.portals.find((each) => each.id === id);
  if (!portal) throw new Error(`${file}: there is no portal ${id}`);
  const now = new Date();
  const understand = () => {
    const resolved = resolveEnvelope(request, portal, plan, { now });
    if (!('message' in resolved)) throw new Error(`${file} is refused`);
    return resolved;
  };
  const resolved = understand();
  const parts = { uuid: randomUUID(), now, attachments: [], references: [] };
  const draft = () => draftMessage(resolved, portal, plan, parts);
  const { built } = draft();
  if (!built) throw new Error(`${file} is refused`);
  return { file, message: resolved.message, content: built.content, bytes: built.xml.length, understand, draft };
}

async function measureRequest(prepared: Prepared, plan: Plan, seconds: number): Promise<MessageCost> {
  const { file, message, content, understand, draft } = prepared;
  return {
    message: message.definition.id,
    fixture: file,
    understand: await timeOf(understand, seconds),
    draft: await timeOf(draft, seconds),
    ...(await measureMessage(message.definition, content, plan, seconds)),
  };
}

async function measureMessage<Content>(
  definition: MessageDefinition<Content>,
  content: Content,
  { schemas }: Plan,
  seconds: number,
): Promise<Omit<MessageCost, 'message' | 'fixture'>> {
  const xml = buildMessage(definition, content);
  return {
    bytes: xml.length,
    rules: await timeOf(() => checkRules(definition, content, true), seconds),
    build: await timeOf(() => buildMessage(definition, content), seconds),
    prove: await timeOf(() => prove(xml, schemas), seconds),
    read: await timeOf(() => readMessage(definition, readXml(xml)), seconds),
  };
}

/** CPU time of one call, whoever else uses the machine, after a warm-up of as many calls as fit into half of the time. */
async function timeOf(work: () => unknown, seconds: number): Promise<number> {
  await repeat(work, seconds / 2);
  return repeat(work, seconds / 2);
}

async function repeat(work: () => unknown, seconds: number): Promise<number> {
  const begun = process.cpuUsage();
  const end = performance.now() + seconds * 1_000;
  let calls = 0;
  do {
    await work();
    calls += 1;
  } while (performance.now() < end);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / calls;
}
