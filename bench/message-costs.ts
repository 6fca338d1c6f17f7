import { randomUUID } from 'node:crypto';
import { createRegions } from '../src/catalogue/regions.ts';
import { listRoutes } from '../src/catalogue/routing.ts';
import { loadNetwork } from '../src/config/load-network.ts';
import { loadServices } from '../src/domains/forms/load-services.ts';
import { checkData } from '../src/intake/check-data.ts';
import { composeHead } from '../src/intake/compose.ts';
import type { Plan } from '../src/intake/plan.ts';
import { toData } from '../src/intake/profile.ts';
import { resolveEnvelope } from '../src/intake/resolve.ts';
import { loadAdapters } from '../src/load-adapters.ts';
import { buildMessage } from '../src/messages/build.ts';
import { berlinDay } from '../src/messages/dates.ts';
import { createProver } from '../src/messages/prover.ts';
import { readMessage } from '../src/messages/read.ts';
import { loadSchemas } from '../src/messages/schemas.ts';
import { loadSchematron } from '../src/messages/schematron.ts';
import { validate } from '../src/messages/validate.ts';
import { readXml } from '../src/messages/xml-read.ts';
import { version } from '../src/version.ts';
import type { Fixture } from './payloads.ts';

/** What one message costs, each step by itself, in microseconds. */
export interface MessageCost {
  readonly fixture: string;
  /** Of the XML. */
  readonly bytes: number;
  /** Envelope, routing and profile: from the portal's JSON to data. */
  readonly understand: number;
  readonly check: number;
  readonly build: number;
  readonly validate: number;
  /** Back into data, as the reader of a message does; no part of accepting. */
  readonly read: number;
}

/** Measures in this process, on one core, when nothing else is going on. */
export async function measureMessages(
  config: string,
  fixtures: readonly Fixture[],
  seconds: number,
): Promise<MessageCost[]> {
  const plan = await makePlan(config);
  try {
    const costs: MessageCost[] = [];
    for (const fixture of fixtures) costs.push(await measure(fixture, plan, seconds / fixtures.length / 5));
    return costs;
  } finally {
    plan.schemas.dispose();
  }
}

async function makePlan(file: string): Promise<Plan> {
  const services = await loadServices(file);
  const regions = createRegions();
  const network = await loadNetwork(file, { regions, services: services.catalogue });
  const { profiles } = await loadAdapters(network);
  const { config, revision: revisionId } = network;
  const schemas = await loadSchemas();
  schemas.compileAll();
  return {
    revisionId,
    config,
    carriages: new Map(),
    routes: listRoutes(config),
    ...services,
    regions,
    profiles,
    schemas,
    schematron: await loadSchematron(),
    prove: createProver(schemas),
    productVersion: version,
  };
}

async function measure({ file, portal: id, request }: Fixture, plan: Plan, seconds: number): Promise<MessageCost> {
  const portal = plan.config.portals.find((each) => each.id === id);
  if (!portal) throw new Error(`${file}: there is no portal ${id}`);
  const understand = () => {
    const resolved = resolveEnvelope(request, portal, plan, berlinDay(new Date()));
    if (!('message' in resolved)) throw new Error(`${file} is refused`);
    return { resolved, mapped: toData(resolved.profile, resolved.service.id, resolved.envelope.data) };
  };
  const { resolved, mapped } = understand();
  const { act, message, region } = resolved;
  const now = new Date();
  const head = composeHead(resolved, portal, plan, randomUUID(), now);
  const surroundings = { ags: region.ags, attachments: [] };
  const toCheck = { act, message, mapped, today: berlinDay(now), head, surroundings };
  const content = { head, data: message.complete(mapped.data, surroundings) };
  const xml = buildMessage(message.definition, content);
  return {
    fixture: file,
    bytes: xml.length,
    understand: await timeOf(understand, seconds),
    check: await timeOf(() => checkData(toCheck), seconds),
    build: await timeOf(() => buildMessage(message.definition, content), seconds),
    validate: await timeOf(() => validate(xml, plan.schemas), seconds),
    read: await timeOf(() => readMessage(message.definition, readXml(xml)), seconds),
  };
}

/** Microseconds for one call, after a warm-up of as many calls as fit into half of the time. */
async function timeOf(work: () => unknown, seconds: number): Promise<number> {
  await repeat(work, seconds / 2);
  return repeat(work, seconds / 2);
}

async function repeat(work: () => unknown, seconds: number): Promise<number> {
  const begun = performance.now();
  const end = begun + seconds * 1_000;
  let calls = 0;
  do {
    await work();
    calls += 1;
  } while (performance.now() < end);
  return ((performance.now() - begun) * 1_000) / calls;
}
