import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { submissionMembers } from '../domains/antrag/submission-data.ts';
import { writePointer } from '../intake/pattern.ts';
import { pay } from '../intake/pay.ts';
import { readMembers } from '../intake/submission-members.ts';
import { type ApiContext, type ApiEnvironment, allow } from './auth.ts';
import { readJson } from './json-body.ts';
import { problemContent } from './operator-request.ts';
import type { ApiParts } from './parts.ts';
import { languageOf, problem, toFaults } from './problems.ts';
import { isUuid } from './read-submissions.ts';

const paymentOrder = z.object({ payment: submissionMembers.payment.unwrap() }).meta({ id: 'PaymentOrder' });

const paidSchema = z
  .object({
    id: z.string(),
    state: z.literal('in-delivery').meta({ description: 'It waits for nothing any more' }),
    changed: z.boolean().meta({ description: 'false: it was paid before' }),
  })
  .meta({ id: 'Paid' });

/** What a portal says of a submission afterwards: that it is paid. */
export function mountPaySubmission(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'patch',
      path: '/v1/submissions/{id}',
      summary: 'Pay for a held submission',
      description: 'The message gets the payment and is delivered. Doing it twice does it once.',
      tags: ['Submissions'],
      security: [{ key: [] }],
      request: {
        params: z.object({ id: z.string().meta({ description: 'Id of the submission' }) }),
        body: { required: true, content: { 'application/json': { schema: paymentOrder } } },
      },
      responses: {
        200: { description: 'On its way', content: { 'application/json': { schema: paidSchema } } },
        404: { description: 'Not there, or not yours', content: problemContent },
        409: { description: 'It waits for no payment', content: problemContent },
        422: { description: 'The payment is wrong or does not cover the fee', content: problemContent },
      },
    }),
  );
  app.patch('/v1/submissions/:id', allow('portal'), async (c) => {
    const portal = parts.plan.config.portals.find(({ id }) => id === c.get('caller').subject);
    if (!portal) return problem(c, 'forbidden');
    const body = await readJson(c);
    if (body instanceof Response) return body;
    if (!isOrder(body.value)) return problem(c, 'malformed-request', { detail: 'body: { "payment": … }' });
    const read = readMembers(body.value);
    if (read.findings.length > 0) {
      const faults = read.findings.map((finding) => ({ pointer: writePointer(finding.path), finding }));
      return problem(c, 'invalid', { errors: toFaults(faults, languageOf(c)) });
    }
    return answer(c, parts, portal, body.value.payment);
  });
}

async function answer(
  c: ApiContext,
  { plan, intake }: ApiParts,
  portal: Parameters<typeof pay>[2],
  payment: unknown,
): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const paid = isUuid(id) ? await pay(id, payment, portal, plan, intake) : ({ kind: 'unknown' } as const);
  switch (paid.kind) {
    case 'paid':
      return c.json({ id, state: 'in-delivery', changed: !paid.before });
    case 'unknown':
      return problem(c, 'not-found');
    case 'not-held':
      return problem(c, 'not-held', { detail: paid.state });
    case 'refused':
      return problem(c, 'invalid', { errors: toFaults(paid.findings, languageOf(c)) });
    case 'unavailable':
      return problem(c, 'unavailable');
  }
}

function isOrder(value: unknown): value is { readonly payment: unknown } {
  return value !== null && typeof value === 'object' && Object.keys(value).join() === 'payment';
}
