import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type ApiEnvironment, allow } from './auth.ts';
import type { ApiParts } from './parts.ts';
import { problem, problemSchema } from './problems.ts';

const routedSchema = z
  .object({
    submissionId: z.string(),
    caseId: z.string(),
    destinationId: z.string(),
    state: z
      .enum(['incomplete', 'submitted', 'forwarded', 'accepted', 'rejected', 'deleted'])
      .meta({ description: 'As the event log says it' }),
    content: z.enum(['end-to-end', 'readable-here']).meta({
      description: 'end-to-end: the receiver holds the key; the gateway routes ciphertext and cannot read it',
    }),
    createdAt: z.string().meta({ description: 'Time in UTC' }),
    attachments: z.number().meta({ description: 'How many were uploaded' }),
  })
  .meta({ id: 'RoutedSubmission' });

/** The delivery service of FIT-Connect, with its own authentication, and what operators may know of what it routes. */
export function mountFitConnect(app: OpenAPIHono<ApiEnvironment>, { fitConnect }: ApiParts): void {
  if (!fitConnect) return;
  app.route('/fit-connect', fitConnect.app);
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/fit-connect/submissions/{id}',
      summary: 'State of a submission through FIT-Connect',
      description: 'For operators. Ids, state and times; the content is ciphertext.',
      tags: ['FIT-Connect'],
      security: [{ key: [] }],
      request: { params: z.object({ id: z.string().meta({ description: 'submissionId' }) }) },
      responses: {
        200: { description: 'The state', content: { 'application/json': { schema: routedSchema } } },
        404: { description: 'Not there', content: { 'application/problem+json': { schema: problemSchema } } },
      },
    }),
  );
  app.get('/v1/fit-connect/submissions/:id', allow('operator'), async (c) => {
    const id = c.req.param('id');
    const found = z.uuid().safeParse(id).success ? await fitConnect.findSubmission(id) : undefined;
    if (!found) return problem(c, 'not-found');
    const { submissionId, caseId, destinationId, state, createdAt, uploaded } = found;
    const readable = fitConnect.findDestination(destinationId)?.keyHeldBy === 'gateway';
    const content = readable ? 'readable-here' : 'end-to-end';
    const answer = { submissionId, caseId, destinationId, state, content, createdAt: createdAt.toISOString() };
    return c.json({ ...answer, attachments: uploaded.length });
  });
}
