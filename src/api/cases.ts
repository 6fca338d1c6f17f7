import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { listCases } from '../store/cases.ts';
import { type ApiEnvironment, scopeOf } from './auth.ts';
import { problemContent } from './operator-request.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problems.ts';
import { deliveryState } from './submission-schemas.ts';

const querySchema = z.object({
  blocked: z.enum(['true', 'false']).default('false').meta({
    description: 'true: only cases in which a delivery waits for an earlier one',
  }),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});

const caseSchema = z
  .object({
    case: z.string().meta({ description: "The portal's own id" }),
    portal: z.string(),
    destination: z.string(),
    earliest: z
      .object({ delivery: z.string(), submission: z.string(), state: deliveryState, since: z.string() })
      .meta({ description: 'The delivery that the others wait for' }),
    behind: z.number().meta({ description: 'Deliveries that wait for it' }),
  })
  .meta({ id: 'Case' });

/** Cases of destinations that need order, as long as something in them is not through. */
export function mountCases(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/cases',
      summary: 'Open cases, and what they wait for',
      description: 'Only of destinations whose procedure needs the order within a case. Those that wait longest first.',
      tags: ['Deliveries'],
      security: [{ key: [] }],
      request: { query: querySchema },
      responses: {
        200: {
          description: 'Cases',
          content: { 'application/json': { schema: z.object({ cases: z.array(caseSchema) }) } },
        },
        400: { description: 'Malformed', content: problemContent },
      },
    }),
  );
  app.get('/v1/cases', async (c) => {
    const query = querySchema.safeParse(c.req.query());
    if (!query.success) return problem(c, 'malformed-request', { detail: 'blocked: true | false; limit: 1–1000' });
    const scope = scopeOf(c.get('caller'), parts.plan.config.network.id);
    const open = await listCases(parts.pool, scope, query.data.blocked === 'true', query.data.limit);
    return c.json({
      cases: open.map(({ caseId, portalId, destinationId, deliveryId, submissionId, state, since, behind }) => ({
        case: caseId,
        portal: portalId,
        destination: destinationId,
        earliest: { delivery: deliveryId, submission: submissionId, state, since: since.toISOString() },
        behind,
      })),
    });
  });
}
