import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Service } from '../catalogue/service.ts';
import { serviceAt } from '../catalogue/service-at.ts';
import { actsOf } from '../domains/index.ts';
import { explain } from '../findings-text.ts';
import { findDestination, findRegion, type Municipality } from '../intake/find-destination.ts';
import type { Plan } from '../intake/plan.ts';
import { berlinDay } from '../messages/dates.ts';
import { type Hold, listHolds } from '../store/holds.ts';
import { countDeliveries, listDestinationStates } from '../store/read-submissions.ts';
import type { Role } from '../store/tables.ts';
import type { ApiEnvironment } from './auth.ts';
import type { ApiParts } from './parts.ts';
import { languageOf, linkSchema, problem, problemSchema } from './problems.ts';

const serviceSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    leikaIds: z.array(z.string()),
    deliverable: z.boolean().meta({ description: 'Whether any region of this network takes it' }),
    regions: z
      .array(z.string())
      .meta({ description: 'ARS of the regions with a route of their own; what lies within is served too' }),
    ways: z
      .array(
        z.object({
          act: z.string(),
          way: z
            .enum(['deliver', 'link-out', 'efa', 'information', 'closed', 'none'])
            .meta({ description: 'none: nobody takes it there' }),
          destination: z.string().optional(),
          link: linkSchema.optional().meta({ description: 'Absent with link-out: nobody has said where' }),
        }),
      )
      .optional()
      .meta({ description: 'With ?region=: what becomes of each act there' }),
    acts: z.array(
      z.object({
        act: z.string(),
        messages: z.array(z.string()),
        data: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema of `data` in the native profile' }),
      }),
    ),
  })
  .meta({ id: 'Service' });

const destinationSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    authority: z.string(),
    adapter: z.string().optional(),
    messages: z.array(z.string()),
    waiting: z.number().optional(),
    sending: z.number().optional(),
    parked: z.number().optional().meta({ description: 'Need a person' }),
    blocked: z.number().optional().meta({ description: 'Wait for an earlier delivery of their case' }),
    holds: z
      .array(
        z.object({
          by: z.enum(['destination', 'adapter']).meta({ description: 'What is held' }),
          mode: z.enum(['paused', 'draining']),
          operator: z.string(),
          reason: z.string(),
          since: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'What operators have stopped; empty: it runs' }),
    breaker: z
      .object({ failures: z.number().meta({ description: 'In a row' }), closedUntil: z.string().nullable() })
      .optional(),
  })
  .meta({ id: 'Destination' });

const security = [{ key: [] }];
const tags = ['Catalogue'];

/** What can be submitted, and where it goes. */
export function mountCatalogue(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/services',
      summary: 'Services',
      description: 'With `region` also the way of each service there: delivered here, or where people apply instead.',
      tags,
      security,
      request: {
        query: z.object({ region: z.string().optional().meta({ description: 'ARS of a municipality' }) }),
      },
      responses: {
        200: {
          description: 'All services',
          content: { 'application/json': { schema: z.object({ services: z.array(serviceSchema) }) } },
        },
        400: {
          description: 'No such municipality',
          content: { 'application/problem+json': { schema: problemSchema } },
        },
      },
    }),
  );
  app.get('/v1/services', (c) => {
    const { plan, now } = parts;
    const { role, subject } = c.get('caller');
    const portal = role === 'portal' ? subject : undefined;
    const key = c.req.query('region');
    const region = key === undefined ? undefined : findRegion(key, plan);
    if (region && 'finding' in region) {
      return problem(c, 'malformed-request', { detail: `region: ${explain(region.finding, languageOf(c))}` });
    }
    const services = plan.catalogue.list().map((service) => ({
      ...showService(service, parts),
      ...(region ? { ways: showWays(service, { region: region.value, portal, now: now() }, plan) } : {}),
    }));
    return c.json({ services });
  });

  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/destinations',
      summary: 'Destinations, and what waits there',
      description:
        'Operators see all of their network, vendors their own, clerks those of their authority; portals see names and messages.',
      tags,
      security,
      responses: {
        200: {
          description: 'Destinations',
          content: { 'application/json': { schema: z.object({ destinations: z.array(destinationSchema) }) } },
        },
      },
    }),
  );
  app.get('/v1/destinations', async (c) => {
    const { role, subject } = c.get('caller');
    const { config } = parts.plan;
    const visible = config.destinations.filter(({ id, authority }) => isVisible(id, authority, role, subject));
    if (role === 'portal')
      return c.json({
        destinations: visible.map(({ id, name, authority, messages }) => ({ id, name, authority, messages })),
      });
    const { kysely } = parts.database;
    const [counts, states, holds] = await Promise.all([
      countDeliveries(kysely, config.network.id),
      listDestinationStates(kysely, config.network.id),
      listHolds(parts.pool, config.network.id),
    ]);
    const countOf = (id: string, state: string) =>
      Number(counts.find((row) => row.destination_id === id && row.state === state)?.count ?? 0);
    const destinations = visible.map(({ id, name, authority, adapter, messages }) => {
      const known = states.find((row) => row.id === id);
      return {
        id,
        name,
        authority,
        adapter,
        messages,
        waiting: countOf(id, 'waiting'),
        sending: countOf(id, 'sending'),
        parked: countOf(id, 'parked'),
        blocked: countOf(id, 'blocked'),
        holds: holds.filter(({ kind, subject }) => subject === (kind === 'adapter' ? adapter : id)).map(showHold),
        breaker: { failures: known?.failures ?? 0, closedUntil: known?.closed_until?.toISOString() ?? null },
      };
    });
    return c.json({ destinations });
  });
}

function isVisible(destination: string, authority: string, role: Role, subject: string): boolean {
  if (role === 'vendor') return destination === subject;
  return role !== 'clerk' || authority === subject;
}

function showHold({ kind, mode, operator, reason, since }: Hold) {
  return { by: kind, mode, operator, reason, since: since.toISOString() };
}

function showService({ id, nameDe, leikaIds }: Service, { plan }: ApiParts) {
  const routes = plan.routes.filter((route) => route.service === id && route.destination !== undefined);
  const acts = plan.acts.filter(({ serviceId }) => serviceId === id);
  return {
    id,
    name: nameDe,
    leikaIds,
    deliverable: acts.length > 0 && routes.length > 0,
    regions: [...new Set(routes.map(({ region }) => region))],
    acts: acts.map(({ act, messages, data }) => ({
      act,
      messages: messages.map(({ definition }) => definition.id),
      data: data.jsonSchema,
    })),
  };
}

interface Asked {
  readonly region: Municipality;
  readonly portal: string | undefined;
  readonly now: Date;
}

/** What becomes of each act in a region: the very answer that a submission would get. */
function showWays(known: Service, { region, portal, now }: Asked, plan: Plan) {
  const { config, regions } = plan;
  const service = serviceAt(known, { ars: region.ars, day: berlinDay(now) }, config.services, regions);
  const acts = actsOf(service.id, plan.acts);
  return (acts.length > 0 ? acts : ['apply']).map((act) => {
    const routed = findDestination({ act, service, region, portal, when: { now } }, plan);
    if ('value' in routed) return { act, way: 'deliver', destination: routed.value.destination.id };
    const { rule, params } = routed.finding;
    if (rule === 'service-closed') return { act, way: 'closed' };
    if (rule !== 'link-out' && rule !== 'efa' && rule !== 'information') return { act, way: 'none' };
    return { act, way: rule, ...(params?.link ? { link: params.link } : {}) };
  });
}
