import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type KeptBody, type KeptCall, openCalls } from '../delivery/call-log.ts';
import {
  type AnyDefinition,
  answerDefinitions,
  forwardingDefinitions,
  requestDefinitions,
} from '../domains/definitions.ts';
import { maskBody } from '../messages/mask.ts';
import { readAttempts, type StoredAttempt } from '../store/read-attempts.ts';
import type { DataKey } from '../store/seal.ts';
import { type ApiEnvironment, allow } from './auth.ts';
import { problemContent } from './operator-request.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problems.ts';
import { isUuid } from './read-submissions.ts';

const bodySchema = z.object({
  size: z.number().meta({ description: 'Bytes' }),
  sha256: z.string(),
  same: z
    .enum(['message', 'receipt'])
    .optional()
    .meta({ description: 'It was the message of the delivery, or its receipt, byte for byte' }),
  masked: z.string().optional().meta({
    description: 'XML or JSON with every value masked but those that the definition of the message marks as harmless',
  }),
});

const callSchema = z
  .object({
    step: z.string(),
    target: z.string(),
    answer: z.string(),
    milliseconds: z.number(),
    request: bodySchema.optional(),
    response: bodySchema.optional(),
  })
  .meta({ id: 'Call' });

const attemptSchema = z
  .object({
    type: z.string().meta({ description: 'attempt; attempt-after-lease; lease-lost: its process died' }),
    at: z.string(),
    detail: z.record(z.string(), z.unknown()),
    calls: z.array(callSchema),
  })
  .meta({ id: 'Attempt' });

/** What each attempt of a delivery did, call by call. */
export function mountAttempts(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  const definitions: readonly AnyDefinition[] = [
    ...requestDefinitions(parts.plan.acts),
    ...answerDefinitions,
    ...forwardingDefinitions,
  ];
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/deliveries/{id}/attempts',
      summary: 'What each attempt did, call by call',
      description: 'Operators only. Nothing personal is shown: values are masked.',
      tags: ['Deliveries'],
      security: [{ key: [] }],
      request: { params: z.object({ id: z.string() }) },
      responses: {
        200: {
          description: 'All attempts',
          content: { 'application/json': { schema: z.object({ attempts: z.array(attemptSchema) }) } },
        },
        403: { description: 'Operators only', content: problemContent },
        404: { description: 'Not there', content: problemContent },
      },
    }),
  );
  app.get('/v1/deliveries/:id/attempts', allow('operator'), async (c) => {
    const id = c.req.param('id');
    const found = isUuid(id) ? await readAttempts(parts.pool, id, parts.plan.config.network.id) : undefined;
    if (!found) return problem(c, 'not-found');
    const dataKey = parts.seal.openDataKey(found.sealKeyId, found.dataKey, found.submissionId);
    return c.json({
      attempts: found.attempts.map((attempt) => ({
        type: attempt.type,
        at: attempt.at.toISOString(),
        detail: attempt.detail,
        calls: open(attempt, id, dataKey).map((call) => showCall(call, definitions)),
      })),
    });
  });
}

function open({ calls, number }: StoredAttempt, deliveryId: string, dataKey: DataKey): KeptCall[] {
  return calls && number !== null ? openCalls(calls, deliveryId, number, dataKey) : [];
}

function showCall({ request, response, ...call }: KeptCall, definitions: readonly AnyDefinition[]) {
  return {
    ...call,
    ...(request && { request: showBody(request, definitions) }),
    ...(response && { response: showBody(response, definitions) }),
  };
}

function showBody({ text, ...body }: KeptBody, definitions: readonly AnyDefinition[]) {
  const masked = text === undefined ? undefined : maskBody(text, definitions);
  return { ...body, ...(masked === undefined ? {} : { masked }) };
}
