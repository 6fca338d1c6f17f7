import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { mapAgain } from '../intake/map-again.ts';
import { cancelDelivery } from '../store/cancel-delivery.ts';
import { advanceCases } from '../store/cases.ts';
import { redriveDelivery } from '../store/redrive-delivery.ts';
import { findEnvelope, findObstacle, type Superseded, supersedeDelivery } from '../store/supersede-delivery.ts';
import { type ApiContext, type ApiEnvironment, allow } from './auth.ts';
import { orderSchema, problemContent, readOrder, reasonSchema } from './operator-request.ts';
import type { ApiParts } from './parts.ts';
import { languageOf, problem, toFaults } from './problems.ts';
import { isUuid } from './read-submissions.ts';

const redriveSchema = z
  .strictObject({
    reason: reasonSchema,
    again: z.enum(['same', 'mapped']).default('same').meta({
      description: 'same: the same delivery, bytes and UUID; mapped: a new message by the configuration of today',
    }),
    confirm: z.boolean().default(false).meta({
      description:
        'mapped: also when the old message has arrived, or nobody knows. same: deliver without asking the procedure first',
    }),
  })
  .meta({ id: 'Redrive' });

const redrivenSchema = z
  .object({
    delivery: z.string().meta({ description: 'The delivery that is on its way now' }),
    before: z.string(),
    state: z.string(),
    changed: z.boolean().meta({ description: 'false: somebody pressed before, or it was under way already' }),
    supersedes: z.string().optional().meta({ description: 'With mapped: the old delivery' }),
  })
  .meta({ id: 'Redriven' });

const cancelledSchema = z
  .object({ delivery: z.string(), before: z.string(), state: z.string() })
  .meta({ id: 'Cancelled' });

const security = [{ key: [] }];
const tags = ['Deliveries'];
const params = z.object({ id: z.string().meta({ description: 'Id of the delivery' }) });
const refusals = {
  403: { description: 'Operators only', content: problemContent },
  404: { description: 'Not there', content: problemContent },
  409: { description: 'Not as it stands; `detail` is its state', content: problemContent },
};

/** What operators do with deliveries. */
export function mountDeliveries(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'post',
      path: '/v1/deliveries/{id}/redrive',
      summary: 'Deliver again: the same message, or a new one',
      description:
        'Pressing twice does it once. `same`: a parked or rejected delivery, with the same bytes and UUID. `mapped`: a new message from what the portal sent, which supersedes the old one.',
      tags,
      security,
      request: {
        params,
        body: { required: true, content: { 'application/json': { schema: redriveSchema } } },
      },
      responses: {
        200: { description: 'On its way again', content: { 'application/json': { schema: redrivenSchema } } },
        ...refusals,
        422: { description: 'Cannot be mapped any more; all faults', content: problemContent },
      },
    }),
  );
  app.post('/v1/deliveries/:id/redrive', allow('operator'), async (c) => {
    const read = await readOrder(c, redriveSchema);
    if (read instanceof Response) return read;
    const id = c.req.param('id');
    if (!isUuid(id)) return problem(c, 'not-found');
    const { again, ...order } = read.order;
    return again === 'same' ? redriveSame(c, parts, id, order) : redriveMapped(c, parts, id, order);
  });

  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'post',
      path: '/v1/deliveries/{id}/cancel',
      summary: 'Give a delivery up',
      description: 'For good. What waits for it in its case goes on; its submission is withdrawn.',
      tags,
      security,
      request: { params, body: { required: true, content: { 'application/json': { schema: orderSchema } } } },
      responses: {
        200: { description: 'Cancelled', content: { 'application/json': { schema: cancelledSchema } } },
        ...refusals,
      },
    }),
  );
  app.post('/v1/deliveries/:id/cancel', allow('operator'), async (c) => {
    const read = await readOrder(c, orderSchema);
    if (read instanceof Response) return read;
    const deliveryId = c.req.param('id');
    const { pool, now, plan } = parts;
    const { reason } = read.order;
    const order = { deliveryId, networkId: plan.config.network.id, by: c.get('caller').subject, reason, now: now() };
    const result = isUuid(deliveryId) ? await cancelDelivery(pool, order) : undefined;
    if (!result) return problem(c, 'not-found');
    if (!result.changed && result.before !== 'cancelled')
      return problem(c, 'not-cancellable', { detail: result.before });
    await letCasesGoOn(parts);
    return c.json({ delivery: deliveryId, before: result.before, state: 'cancelled' });
  });
}

interface Order {
  readonly reason: string;
  readonly confirm: boolean;
}

async function redriveSame(c: ApiContext, parts: ApiParts, deliveryId: string, order: Order): Promise<Response> {
  const { plan, destinations, pool, now, intake } = parts;
  const looksUp = (id: string) => destinations.find((each) => each.id === id)?.policy.looksUp ?? false;
  const result = await redriveDelivery(pool, {
    deliveryId,
    networkId: plan.config.network.id,
    by: c.get('caller').subject,
    reason: order.reason,
    now: now(),
    maxAge: (id) => plan.config.destinations.find((each) => each.id === id)?.delivery.maxAge ?? 0,
    asksFirst: (id) => looksUp(id) && !order.confirm,
  });
  if (!result) return problem(c, 'not-found');
  const underWay = result.before === 'waiting' || result.before === 'sending';
  if (!result.changed && !underWay) return problem(c, 'not-redrivable', { detail: result.before });
  intake.wake();
  const state = result.changed ? 'waiting' : result.before;
  return c.json({ delivery: deliveryId, before: result.before, state, changed: result.changed });
}

async function redriveMapped(c: ApiContext, parts: ApiParts, deliveryId: string, order: Order): Promise<Response> {
  const { plan, pool, now, intake } = parts;
  const networkId = plan.config.network.id;
  const stored = await findEnvelope(pool, deliveryId, networkId);
  if (!stored) return problem(c, 'not-found');
  const obstacle = await findObstacle(pool, deliveryId);
  if (obstacle && !(order.confirm && obstacle.kind === 'needs-confirmation')) return tell(c, deliveryId, obstacle);
  const mapped = await mapAgain(stored, plan, intake);
  if (mapped.kind === 'portal-gone') return problem(c, 'not-redrivable', { detail: `portal ${stored.portalId}` });
  if (mapped.kind === 'unavailable') return problem(c, 'unavailable');
  if (mapped.kind === 'refused') return problem(c, 'invalid', { errors: toFaults(mapped.findings, languageOf(c)) });
  const { reason, confirm: confirmed } = order;
  const supersede = { deliveryId, networkId, by: c.get('caller').subject, reason, now: now(), confirmed };
  const result = await supersedeDelivery(pool, supersede, mapped.delivery);
  if (result.kind === 'superseded') await letCasesGoOn(parts);
  return tell(c, deliveryId, result);
}

function tell(c: ApiContext, supersedes: string, result: Superseded): Response {
  switch (result.kind) {
    case 'superseded':
    case 'superseded-before': {
      const { delivery, before } = result;
      return c.json({ delivery, before, state: 'waiting', changed: result.kind === 'superseded', supersedes });
    }
    case 'needs-confirmation':
      return problem(c, 'needs-confirmation', { detail: result.state });
    case 'not-now':
      return problem(c, 'not-redrivable', { detail: result.state });
  }
}

/** What waited for a delivery that is out of the way. */
async function letCasesGoOn({ pool, now, destinations, intake }: ApiParts): Promise<void> {
  await advanceCases(
    pool,
    destinations.map(({ id }) => id),
    now(),
  );
  intake.wake();
}
