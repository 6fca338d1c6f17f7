import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { receiveConfirmation } from '../delivery/receive-confirmation.ts';
import { type WithheldReason, withheldReasons } from '../domains/gewerbe/forwarding/withheld-reasons.ts';
import { wordIn } from '../findings.ts';
import { defaultXmlLimits } from '../messages/xml-guard.ts';
import { type ApiContext, type ApiEnvironment, allow } from './auth.ts';
import { readLimited } from './json-body.ts';
import type { ApiParts } from './parts.ts';
import { languageOf, problem, problemSchema } from './problems.ts';

const problemContent = { 'application/problem+json': { schema: problemSchema } };

const confirmedSchema = z
  .object({
    submission: z.string(),
    repeated: z.boolean().meta({ description: 'true: the notice was confirmed before, and nothing was done' }),
    forwardings: z
      .array(
        z.object({
          recipient: z.string(),
          destination: z.string(),
          delivery: z.string().optional().meta({ description: 'Id of the delivery' }),
          reason: z.string().optional().meta({ description: 'Why nothing is sent to this recipient' }),
          detail: z.string().optional().meta({ description: 'The reason as a sentence, by Accept-Language' }),
        }),
      )
      .meta({ description: 'Whom the notice is passed on to' }),
    reason: z.string().optional().meta({ description: 'Why nothing is passed on at all' }),
    detail: z.string().optional().meta({ description: 'The reason as a sentence, by Accept-Language' }),
  })
  .meta({ id: 'Confirmed' });

/** What trade offices say of notices that they received. */
export function mountConfirmations(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'post',
      path: '/v1/confirmations',
      summary: 'Confirm a notice of a business (§ 15 GewO)',
      description: 'The body is message zustellwerk-gewerbe/1/0004. Sending it twice does it once.',
      tags: ['Confirmations'],
      security: [{ key: [] }],
      request: { body: { required: true, content: { 'application/xml': { schema: z.string() } } } },
      responses: {
        200: { description: 'Stored, and passed on', content: { 'application/json': { schema: confirmedSchema } } },
        403: { description: 'Vendors only', content: problemContent },
        404: { description: 'No such notice went to this destination', content: problemContent },
        422: { description: 'Not a confirmation', content: problemContent },
      },
    }),
  );
  app.post('/v1/confirmations', allow('vendor'), async (c) => {
    const bytes = await readLimited(c, defaultXmlLimits.size);
    if (!bytes) return problem(c, 'too-large');
    const { pool, seal, plan, now, intake, log } = parts;
    const { schemas, config, productVersion } = plan;
    const alarm = (text: string) => log.error(text);
    const result = await receiveConfirmation(bytes, c.get('caller').subject, {
      pool,
      seal,
      schemas,
      config,
      productVersion,
      now,
      alarm,
      wake: intake.wake,
    });
    switch (result.kind) {
      case 'unreadable':
        return problem(c, 'not-a-confirmation', { detail: result.reason });
      case 'unknown-notice':
        return problem(c, 'not-found');
      case 'repeated':
        return c.json({ submission: result.submission, repeated: true, forwardings: [] });
      case 'confirmed': {
        const { submission, forwardings, reason } = result;
        return c.json({
          submission,
          repeated: false,
          forwardings: forwardings.map((one) => ({ ...one, ...explained(one.reason, c) })),
          ...(reason && { reason, ...explained(reason, c) }),
        });
      }
    }
  });
}

function explained(reason: WithheldReason | undefined, c: ApiContext): { detail?: string } {
  return reason === undefined ? {} : { detail: wordIn(withheldReasons[reason], languageOf(c)) };
}
