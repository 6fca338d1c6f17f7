import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { listCallbacks, replayCallbacks } from '../store/read-callbacks.ts';
import { type ApiContext, type ApiEnvironment, allow } from './auth.ts';
import { problemContent, readOrder } from './operator-request.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problems.ts';

const common = { tags: ['Callbacks'], security: [{ key: [] }] };

const querySchema = z.object({
  state: z.enum(['waiting', 'told', 'given-up']).optional(),
  submission: z.uuid().optional(),
  stuck: z.enum(['true', 'false']).default('false').meta({ description: 'true: only those that failed so far' }),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

const callbackSchema = z
  .object({
    submission: z.string(),
    event: z.number(),
    type: z.string(),
    portal: z.string(),
    state: z.enum(['waiting', 'told', 'given-up']),
    attempts: z.number(),
    since: z.string().meta({ description: 'Its age counts from here: the event, or the last replay' }),
    nextAttemptAt: z.string().nullable(),
    status: z.number().nullable().meta({ description: 'HTTP status of the last answer' }),
    trouble: z.string().nullable().meta({ description: 'Why the last attempt was in vain' }),
  })
  .meta({ id: 'Callback' });

const replaySchema = z
  .union([
    z.strictObject({
      submission: z.uuid(),
      from: z.int().min(0).default(0).meta({ description: 'The event to begin with; left out: the first' }),
    }),
    z.strictObject({
      givenUpSince: z.iso
        .datetime({ offset: true })
        .meta({ description: 'All that was given up on since then, of any submission' }),
    }),
  ])
  .meta({ id: 'Replay' });

/** What portals were told and are still to be told, for the portal itself and for operators. */
export function mountPortalCallbacks(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  const { kysely } = parts.database;
  describeCallback(app);

  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/callbacks',
      summary: 'What was told by callback, and what is still to be told; the longest waiting first',
      request: { query: querySchema },
      responses: {
        200: {
          description: 'Callbacks',
          content: { 'application/json': { schema: z.object({ callbacks: z.array(callbackSchema) }) } },
        },
        400: { description: 'Malformed', content: problemContent },
      },
    }),
  );
  app.get('/v1/callbacks', allow('portal', 'operator'), async (c) => {
    const query = querySchema.safeParse(c.req.query());
    if (!query.success) {
      const names = query.error.issues.map(({ path }) => path.join('.'));
      return problem(c, 'malformed-request', { detail: names.join(', ') });
    }
    const { state, submission, stuck, limit } = query.data;
    const filter = { state, submission, stuck: stuck === 'true' };
    const rows = await listCallbacks(kysely, portalsOf(c), filter, limit);
    return c.json({ callbacks: rows.map(show) });
  });

  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      method: 'post',
      path: '/v1/callbacks/replay',
      summary: 'Tell again',
      description:
        'A replayed event has the same id and bytes, and attempts and age of its own. Of a submission, all from one event on are told again, in order.',
      request: { body: { required: true, content: { 'application/json': { schema: replaySchema } } } },
      responses: {
        200: {
          description: 'How many are due now; 0 where there is nothing, or nothing of yours',
          content: { 'application/json': { schema: z.object({ replayed: z.number() }) } },
        },
        400: { description: 'Malformed', content: problemContent },
      },
    }),
  );
  app.post('/v1/callbacks/replay', allow('portal', 'operator'), async (c) => {
    const read = await readOrder(c, replaySchema);
    if (read instanceof Response) return read;
    const { order } = read;
    const replay = 'submission' in order ? order : { givenUpSince: new Date(order.givenUpSince) };
    const replayed = await replayCallbacks(kysely, portalsOf(c), replay, parts.now());
    parts.intake.wake();
    return c.json({ replayed });
  });

  /** Those whose callbacks the caller may see. */
  function portalsOf(c: ApiContext): string[] {
    const { role, subject } = c.get('caller');
    return role === 'portal' ? [subject] : parts.plan.config.portals.map(({ id }) => id);
  }
}

function show(row: Awaited<ReturnType<typeof listCallbacks>>[number]): z.output<typeof callbackSchema> {
  return {
    submission: row.submission_id,
    event: Number(row.event_id),
    type: row.type,
    portal: row.portal_id,
    state: row.state,
    attempts: row.attempts,
    since: row.since.toISOString(),
    nextAttemptAt: row.state === 'waiting' ? row.due_at.toISOString() : null,
    status: row.status,
    trouble: row.trouble,
  };
}

/** What a portal gets: the OpenAPI document shows it as a webhook. */
function describeCallback(app: OpenAPIHono<ApiEnvironment>): void {
  const header = (description: string) => z.string().meta({ description });
  app.openAPIRegistry.registerWebhook({
    method: 'post',
    path: 'submission-event',
    summary: 'Something happened to a submission',
    description:
      'Standard Webhooks with a CloudEvents 1.0 body. Any 2xx is heard; 410 stops it; all else is tried again.',
    tags: ['Callbacks'],
    request: {
      headers: z.object({
        'webhook-id': header('The same however often it is told: recognise what you have by it'),
        'webhook-timestamp': header('Seconds since 1970, of this attempt'),
        'webhook-signature': header('`v1,` and HMAC-SHA256 in base64 over id, timestamp and body; one for each secret'),
      }),
      body: {
        content: {
          'application/cloudevents+json': {
            schema: z.object({
              specversion: z.literal('1.0'),
              id: z.string(),
              source: z.string(),
              type: z.string().meta({ example: 'zustellwerk.submission.delivered' }),
              subject: z.string().meta({ description: 'Id of the submission' }),
              time: z.string(),
              datacontenttype: z.literal('application/json'),
              data: z.object({
                submission: z.string(),
                event: z.number(),
                type: z.string(),
                serviceId: z.string(),
                act: z.string(),
                region: z.string(),
                detail: z.record(z.string(), z.unknown()),
              }),
            }),
          },
        },
      },
    },
    responses: { 200: { description: 'Heard' } },
  });
}
