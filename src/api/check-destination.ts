import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { CheckFault } from '../delivery/adapter.ts';
import type { DestinationPlan } from '../delivery/destination-plan.ts';
import { type ApiEnvironment, allow } from './auth.ts';
import { problemContent } from './operator-request.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problems.ts';

const checkedSchema = z
  .object({
    id: z.string(),
    adapter: z.string(),
    checked: z.boolean().meta({ description: 'false: the adapter cannot try its configuration out' }),
    faults: z.array(
      z.object({
        option: z.string().meta({ description: 'The option at fault; empty: none in particular' }),
        problem: z.string(),
        remedy: z.string(),
      }),
    ),
  })
  .meta({ id: 'Checked' });

/** Whether a destination can be reached and lets us in, as its adapter finds out. */
export function mountCheckDestination(app: OpenAPIHono<ApiEnvironment>, { destinations, log }: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'post',
      path: '/v1/destinations/{id}/check',
      summary: 'Try out the configuration of a destination',
      description: 'Target reachable, credentials taken. Changes nothing there. Operators only.',
      tags: ['Deliveries'],
      security: [{ key: [] }],
      request: { params: z.object({ id: z.string() }) },
      responses: {
        200: { description: 'What was found', content: { 'application/json': { schema: checkedSchema } } },
        403: { description: 'Operators only', content: problemContent },
        404: { description: 'Not there', content: problemContent },
      },
    }),
  );
  app.post('/v1/destinations/:id/check', allow('operator'), async (c) => {
    const plan = destinations.find(({ id }) => id === c.req.param('id'));
    if (!plan) return problem(c, 'not-found');
    const alarm = (cause: unknown) => log.error({ err: cause }, `The adapter ${plan.adapter.id} threw in a check`);
    const faults = await check(plan, alarm);
    return c.json({
      id: plan.id,
      adapter: plan.adapter.id,
      checked: plan.adapter.check !== undefined,
      faults: faults.map(({ option, ...rest }) => ({ option: option.join('.'), ...rest })),
    });
  });
}

async function check(plan: DestinationPlan, alarm: (cause: unknown) => void): Promise<readonly CheckFault[]> {
  const { adapter, options, timeout } = plan;
  try {
    return (await adapter.check?.({ options, signal: AbortSignal.timeout(timeout) })) ?? [];
  } catch (cause) {
    alarm(cause);
    return [
      { option: [], problem: 'the adapter failed', remedy: 'see the log, and tell whoever maintains the adapter' },
    ];
  }
}
