import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { repliesOf } from '../delivery/fetch-replies.ts';
import { type Hold, listHolds } from '../store/holds.ts';
import { countDeliveries, listDestinationStates } from '../store/read-submissions.ts';
import { listPolled } from '../store/source-leases.ts';
import type { Role } from '../store/tables.ts';
import type { ApiEnvironment } from './auth.ts';
import type { ApiParts } from './parts.ts';

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
    replies: z
      .object({ fetchedAt: z.string().nullable(), trouble: z.string().nullable() })
      .optional()
      .meta({ description: 'Where replies are fetched: when all were last, and why not all are now' }),
    breaker: z
      .object({ failures: z.number().meta({ description: 'In a row' }), closedUntil: z.string().nullable() })
      .optional(),
  })
  .meta({ id: 'Destination' });

const security = [{ key: [] }];
const tags = ['Catalogue'];

/** Where messages go. */
export function mountDestinations(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
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
    const [counts, states, holds, polled] = await Promise.all([
      countDeliveries(kysely, config.network.id),
      listDestinationStates(kysely, config.network.id),
      listHolds(parts.pool, config.network.id),
      listPolled(kysely, config.network.id),
    ]);
    const countOf = (id: string, state: string) =>
      Number(counts.find((row) => row.destination_id === id && row.state === state)?.count ?? 0);
    const destinations = visible.map(({ id, name, authority, adapter, messages, replies }) => {
      const known = states.find((row) => row.id === id);
      const fetched = polled.find((row) => row.id === repliesOf(id));
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
        ...(replies && {
          replies: { fetchedAt: fetched?.polled_at?.toISOString() ?? null, trouble: fetched?.trouble ?? null },
        }),
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
