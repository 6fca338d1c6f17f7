import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { redriveDelivery } from '../store/redrive-delivery.ts';
import { type ApiEnvironment, allow } from './auth.ts';
import { readJson } from './json-body.ts';
import type { ApiParts } from './parts.ts';
import { problem, problemSchema } from './problems.ts';
import { isUuid } from './read-submissions.ts';

const problemContent = { 'application/problem+json': { schema: problemSchema } };

const redriveSchema = z
  .strictObject({
    reason: z.string().trim().min(1).max(500).meta({ description: 'Why; stands in the events, so no personal data' }),
  })
  .meta({ id: 'Redrive' });

const redrivenSchema = z
  .object({
    delivery: z.string(),
    before: z.string(),
    state: z.string(),
    changed: z.boolean().meta({ description: 'false: it was under way already' }),
  })
  .meta({ id: 'Redriven' });

/** What operators do with deliveries. */
export function mountDeliveries(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'post',
      path: '/v1/deliveries/{id}/redrive',
      summary: 'Deliver a parked or rejected message again',
      description: 'The same delivery, bytes and UUID. Pressing twice does it once.',
      tags: ['Deliveries'],
      security: [{ key: [] }],
      request: {
        params: z.object({ id: z.string() }),
        body: { required: true, content: { 'application/json': { schema: redriveSchema } } },
      },
      responses: {
        200: { description: 'On its way again', content: { 'application/json': { schema: redrivenSchema } } },
        403: { description: 'Operators only', content: problemContent },
        404: { description: 'Not there', content: problemContent },
        409: { description: 'Delivered already, or otherwise not to be redriven', content: problemContent },
      },
    }),
  );
  app.post('/v1/deliveries/:id/redrive', allow('operator'), async (c) => {
    const body = await readJson(c);
    if (body instanceof Response) return body;
    const parsed = redriveSchema.safeParse(body.value);
    if (!parsed.success) return problem(c, 'malformed-request', { detail: 'reason: 1–500 characters' });
    const deliveryId = c.req.param('id');
    const { plan, pool, now, intake } = parts;
    const result = isUuid(deliveryId)
      ? await redriveDelivery(pool, {
          deliveryId,
          networkId: plan.config.network.id,
          by: c.get('caller').subject,
          reason: parsed.data.reason,
          now: now(),
          maxAge: (id) => plan.config.destinations.find((each) => each.id === id)?.delivery.maxAge ?? 0,
        })
      : undefined;
    if (!result) return problem(c, 'not-found');
    const underWay = result.before === 'waiting' || result.before === 'sending';
    if (!result.changed && !underWay) return problem(c, 'not-redrivable', { detail: result.before });
    intake.wake();
    return c.json({
      delivery: deliveryId,
      before: result.before,
      state: result.changed ? 'waiting' : result.before,
      changed: result.changed,
    });
  });
}
