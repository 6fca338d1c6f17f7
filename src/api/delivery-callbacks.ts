import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findDelivery, hurryDelivery } from '../store/hurry-delivery.ts';
import type { ApiEnvironment } from './auth.ts';
import { callbackLimit, readAtMost } from './callbacks.ts';
import type { ApiParts } from './parts.ts';
import { problem, problemSchema } from './problems.ts';

const problemContent = { 'application/problem+json': { schema: problemSchema } };

/**
 * Callbacks of procedures about a delivery. They have no key: the destination's adapter tells whether they are authentic, so
 * this stands before the check of keys. What is heard only makes the delivery due.
 */
export function mountDeliveryCallbacks(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  const { destinations, pool, intake, now } = parts;
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'post',
      path: '/v1/callbacks/deliveries/{delivery}',
      summary: 'Hear that a procedure has something new about a delivery',
      description:
        'For procedures; authenticated as the adapter of the destination asks for, such as by a shared secret.',
      tags: ['Deliveries'],
      request: {
        params: z.object({ delivery: z.string().meta({ description: 'Id of the delivery' }) }),
        body: { required: true, content: { 'application/json': { schema: z.any().openapi({ type: 'object' }) } } },
      },
      responses: {
        200: { description: 'Heard' },
        400: { description: 'Authentic, but no callback that is known', content: problemContent },
        401: { description: 'Not authentic, or no such delivery', content: problemContent },
        413: { description: 'Larger than 1 MiB', content: problemContent },
        503: { description: 'An attempt is under way: call again', content: problemContent },
      },
    }),
  );
  app.post('/v1/callbacks/deliveries/:delivery', async (c) => {
    const id = c.req.param('delivery');
    const body = await readAtMost(c.req.raw.body, callbackLimit);
    if (!body) return problem(c, 'too-large');
    const delivery = z.uuid().safeParse(id).success ? await findDelivery(pool, id) : undefined;
    const plan = destinations.find((one) => one.id === delivery?.destinationId);
    const call = { headers: c.req.raw.headers, body, options: plan?.options, now: now() };
    const verdict = plan?.adapter.hear?.(call) ?? 'not-authentic';
    if (verdict === 'not-authentic') return problem(c, 'callback-refused');
    if (verdict === 'malformed') return problem(c, 'malformed-request');
    if (delivery?.state === 'sending') {
      // The attempt may have looked already: what is new now would wait for the next one.
      c.header('Retry-After', '5');
      return problem(c, 'unavailable');
    }
    await hurryDelivery(pool, id, now());
    intake.wake();
    return c.body(null, 200);
  });
}
