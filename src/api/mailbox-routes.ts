import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ApiEnvironment } from './auth.ts';
import { forbidden, notThere, settledResponses } from './collected-answers.ts';
import { fileNumberSchema, findingsSchema } from './collected-bodies.ts';

const tags = ['Mailbox'];
const security = [{ key: [] }];
const places = z.object({ destination: z.string(), delivery: z.string() });

export const listQuery = z.object({
  state: z.enum(['open', 'done']).default('open').meta({ description: 'What is still to be done, or what was' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.uuid().optional().meta({ description: '`next` of the page before' }),
});

const entrySchema = z
  .object({
    delivery: z.string(),
    serviceId: z.string(),
    service: z.string().meta({ description: 'Its German name' }),
    act: z.string(),
    region: z.string(),
    definition: z.string(),
    reference: z.string().nullable().meta({ description: "The portal's own" }),
    receivedAt: z.string(),
    state: z
      .string()
      .meta({ description: 'waiting; parked: waits too long, an operator looks at it too; or how it ended' }),
    downloads: z.number().meta({ description: 'How often it was downloaded before it was finished' }),
  })
  .meta({ id: 'MailboxEntry', description: 'Nothing in it is personal' });

/** The operations of a mailbox as the OpenAPI document has them. */
export function describeMailbox(app: OpenAPIHono<ApiEnvironment>): void {
  const register = (route: Parameters<typeof app.openAPIRegistry.registerPath>[0]) =>
    app.openAPIRegistry.registerPath(route);
  register(
    createRoute({
      method: 'get',
      path: '/v1/mailbox/{destination}',
      summary: 'What lies in a mailbox',
      description: "For clerks, the mailboxes of their authority. The oldest first; no person's data.",
      tags,
      security,
      request: { params: places.pick({ destination: true }), query: listQuery },
      responses: {
        200: {
          description: 'One page',
          content: {
            'application/json': { schema: z.object({ deliveries: z.array(entrySchema), next: z.string().nullable() }) },
          },
        },
        403: forbidden,
        404: notThere,
      },
    }),
  );
  register(
    createRoute({
      method: 'get',
      path: '/v1/mailbox/{destination}/{delivery}',
      summary: 'Download a message',
      description:
        'A ZIP with the XML (nachricht.xml), what it says (antrag.html, antrag.csv, antrag.json), and its files (anlagen/). Each download stands in the events.',
      tags,
      security,
      request: { params: places },
      responses: {
        200: {
          description: 'The ZIP',
          content: { 'application/zip': { schema: z.any().openapi({ type: 'string', format: 'binary' }) } },
        },
        403: forbidden,
        404: notThere,
      },
    }),
  );
  register(
    createRoute({
      method: 'post',
      path: '/v1/mailbox/{destination}/{delivery}/done',
      summary: 'Say that the office has it',
      description: 'With a file number it is delivered, without one handed over. Saying it again changes nothing.',
      tags,
      security,
      request: { params: places, body: { content: { 'application/json': { schema: fileNumberSchema } } } },
      responses: settledResponses,
    }),
  );
  register(
    createRoute({
      method: 'post',
      path: '/v1/mailbox/{destination}/{delivery}/refuse',
      summary: 'Refuse a message for good',
      description: 'With findings, which the portal sees.',
      tags,
      security,
      request: {
        params: places,
        body: { required: true, content: { 'application/json': { schema: findingsSchema } } },
      },
      responses: settledResponses,
    }),
  );
}
