import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { hold, listActions, resume } from '../store/holds.ts';
import type { HoldKind } from '../store/tables.ts';
import { type ApiContext, type ApiEnvironment, allow } from './auth.ts';
import { orderSchema, problemContent, readOrder } from './operator-request.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problems.ts';

const verbs = ['pause', 'drain', 'resume'] as const;
type Verb = (typeof verbs)[number];

const kinds: readonly { readonly kind: HoldKind; readonly path: string; readonly of: string }[] = [
  { kind: 'destination', path: 'destinations', of: 'a destination' },
  { kind: 'adapter', path: 'adapters', of: 'all destinations of an adapter' },
];

const summaries: Readonly<Record<Verb, string>> = {
  pause: 'Begin no attempt to',
  drain: 'Begin no new delivery to',
  resume: 'Take up again what goes to',
};

const heldSchema = z
  .object({
    id: z.string(),
    state: z.enum(['paused', 'draining', 'running']),
    changed: z.boolean().meta({ description: 'false with resume: nothing was held' }),
  })
  .meta({ id: 'Held' });

const actionSchema = z
  .object({
    at: z.string(),
    operator: z.string(),
    action: z.string(),
    kind: z.string(),
    subject: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'OperatorAction' });

/** Pause, drain and resume, and who did so. */
export function mountHolds(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  for (const { kind, path, of } of kinds) {
    for (const verb of verbs) {
      app.openAPIRegistry.registerPath(
        createRoute({
          method: 'post',
          path: `/v1/${path}/{id}/${verb}`,
          summary: `${summaries[verb]} ${of}`,
          description:
            'Attempts that are under way end by themselves. paused: none is begun; draining: only retries of deliveries that were begun before. Twice is the same as once.',
          tags: ['Deliveries'],
          security: [{ key: [] }],
          request: {
            params: z.object({ id: z.string() }),
            body: { required: true, content: { 'application/json': { schema: orderSchema } } },
          },
          responses: {
            200: { description: 'So it is', content: { 'application/json': { schema: heldSchema } } },
            403: { description: 'Operators only', content: problemContent },
            404: { description: 'Not there', content: problemContent },
          },
        }),
      );
      app.post(`/v1/${path}/:id/${verb}`, allow('operator'), (c) => carryOut(c, parts, kind, verb));
    }
  }

  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/operator-actions',
      summary: 'Who paused, drained and resumed what, and why',
      description: 'The latest 200, the latest first. Operators only.',
      tags: ['Deliveries'],
      security: [{ key: [] }],
      responses: {
        200: {
          description: 'Actions',
          content: { 'application/json': { schema: z.object({ actions: z.array(actionSchema) }) } },
        },
        403: { description: 'Operators only', content: problemContent },
      },
    }),
  );
  app.get('/v1/operator-actions', allow('operator'), async (c) => {
    const actions = await listActions(parts.pool, parts.plan.config.network.id, 200);
    return c.json({ actions: actions.map((action) => ({ ...action, at: action.at.toISOString() })) });
  });
}

async function carryOut(c: ApiContext, parts: ApiParts, kind: HoldKind, verb: Verb): Promise<Response> {
  const read = await readOrder(c, orderSchema);
  if (read instanceof Response) return read;
  const id = c.req.param('id') ?? '';
  const destinations = parts.plan.config.destinations
    .filter((each) => (kind === 'destination' ? each.id : each.adapter) === id)
    .map((each) => each.id);
  if (destinations.length === 0) return problem(c, 'not-found');
  const order = {
    networkId: parts.plan.config.network.id,
    kind,
    subject: id,
    destinations,
    operator: c.get('caller').subject,
    reason: read.order.reason,
    now: parts.now(),
  };
  if (verb === 'resume') {
    const changed = await resume(parts.pool, order);
    parts.intake.wake();
    return c.json({ id, state: 'running', changed });
  }
  const mode = verb === 'pause' ? 'paused' : 'draining';
  await hold(parts.pool, order, mode);
  return c.json({ id, state: mode, changed: true });
}
