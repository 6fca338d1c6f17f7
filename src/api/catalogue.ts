import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Service } from '../catalogue/services.ts';
import { countDeliveries, listDestinationStates } from '../store/read-submissions.ts';
import type { ApiEnvironment } from './auth.ts';
import type { ApiParts } from './parts.ts';

const serviceSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    leikaIds: z.array(z.string()),
    deliverable: z.boolean().meta({ description: 'Whether any region of this network takes it' }),
    regions: z
      .array(z.string())
      .meta({ description: 'ARS of the regions with a route of their own; what lies within is served too' }),
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
      tags,
      security,
      responses: {
        200: {
          description: 'All services',
          content: { 'application/json': { schema: z.object({ services: z.array(serviceSchema) }) } },
        },
      },
    }),
  );
  app.get('/v1/services', (c: Context) =>
    c.json({ services: parts.plan.catalogue.list().map((service) => showService(service, parts)) }),
  );

  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/destinations',
      summary: 'Destinations, and what waits there',
      description: 'Operators see all of their network, vendors their own; portals see names and messages.',
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
    const visible = config.destinations.filter(({ id }) => role !== 'vendor' || id === subject);
    if (role === 'portal')
      return c.json({
        destinations: visible.map(({ id, name, authority, messages }) => ({ id, name, authority, messages })),
      });
    const { kysely } = parts.database;
    const [counts, states] = await Promise.all([
      countDeliveries(kysely, config.network.id),
      listDestinationStates(kysely, config.network.id),
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
        breaker: { failures: known?.failures ?? 0, closedUntil: known?.closed_until?.toISOString() ?? null },
      };
    });
    return c.json({ destinations });
  });
}

function showService({ id, nameDe, leikaIds }: Service, { plan }: ApiParts) {
  const routes = plan.routes.filter(({ service }) => service === id);
  const acts = plan.acts.filter(({ serviceId }) => serviceId === id);
  return {
    id,
    name: nameDe,
    leikaIds,
    deliverable: routes.length > 0 && acts.length > 0,
    regions: [...new Set(routes.map(({ region }) => region))],
    acts: acts.map(({ act, messages, data }) => ({
      act,
      messages: messages.map(({ definition }) => definition.id),
      data: data.jsonSchema,
    })),
  };
}
