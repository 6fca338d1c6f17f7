import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ApiEnvironment } from './auth.ts';
import { forbidden, notThere, settledResponses } from './collected-answers.ts';
import { fileNumberSchema, findingsSchema } from './collected-bodies.ts';
import { problemSchema } from './problems.ts';

const tags = ['Inbox'];
const security = [{ key: [] }];
const problemContent = { 'application/problem+json': { schema: problemSchema } };
const leaseQuery = z.object({
  lease: z
    .uuid()
    .optional()
    .meta({ description: 'The lease that it was taken with; absent: the key that took last holds it' }),
});
const places = z.object({ destination: z.string(), delivery: z.string() });

export const takeQuery = z.object({
  max: z.coerce.number().int().min(1).max(100).default(10).meta({ description: 'At most so many' }),
  wait: z.coerce
    .number()
    .int()
    .min(0)
    .max(30)
    .default(0)
    .meta({ description: 'Seconds to wait for work when there is none' }),
});

const offeredSchema = z
  .object({
    delivery: z.string().meta({ description: 'Stays the same however often it is offered' }),
    lease: z.string().meta({ description: 'For acknowledge, refuse and extend' }),
    messageUuid: z.string().meta({ description: 'nachrichtenUUID: recognise what you have by it' }),
    definition: z.string().meta({ description: '`standard/version/type`', example: 'xmeld/26.11/1700' }),
    leaseUntil: z.string().meta({ description: 'After that it is offered again' }),
    attempt: z.number().meta({ description: '1 for the first time that it is taken' }),
    xmlUrl: z.string().meta({ description: 'Where the XML is' }),
    attachments: z.array(
      z.object({
        id: z.string().meta({ description: 'dokumentid in the message' }),
        name: z.string(),
        mediaType: z.string(),
        size: z.number(),
        sha512: z.string(),
        url: z.string(),
      }),
    ),
  })
  .meta({ id: 'Offered' });

/** The operations of an inbox as the OpenAPI document has them. */
export function describeInbox(app: OpenAPIHono<ApiEnvironment>): void {
  const register = (route: Parameters<typeof app.openAPIRegistry.registerPath>[0]) =>
    app.openAPIRegistry.registerPath(route);
  register(
    createRoute({
      method: 'get',
      path: '/v1/inbox/{destination}',
      summary: 'Take messages',
      description:
        'What is due, in the order of acceptance, with a lease. With `Accept: application/xml` the XML of one message and the rest in headers; 204 when there is none.',
      tags,
      security,
      request: { params: places.pick({ destination: true }), query: takeQuery },
      responses: {
        200: {
          description: 'Taken; an empty list when there is nothing',
          content: {
            'application/json': { schema: z.object({ deliveries: z.array(offeredSchema) }) },
            'application/xml': { schema: z.string() },
          },
        },
        204: { description: 'Nothing, with Accept: application/xml' },
        403: forbidden,
        404: notThere,
      },
    }),
  );
  register(
    createRoute({
      method: 'get',
      path: '/v1/inbox/{destination}/{delivery}',
      summary: 'The XML of a message',
      tags,
      security,
      request: { params: places },
      responses: {
        200: { description: 'The XML, byte for byte', content: { 'application/xml': { schema: z.string() } } },
        404: notThere,
      },
    }),
  );
  register(
    createRoute({
      method: 'post',
      path: '/v1/inbox/{destination}/{delivery}/acknowledge',
      summary: 'Acknowledge a message',
      description: 'With a receipt (XML), a file number (JSON), or nothing. Saying it again changes nothing.',
      tags,
      security,
      request: {
        params: places,
        query: leaseQuery,
        body: {
          content: { 'application/xml': { schema: z.string() }, 'application/json': { schema: fileNumberSchema } },
        },
      },
      responses: {
        ...settledResponses,
        422: { description: 'Not a receipt for this message', content: problemContent },
      },
    }),
  );
  register(
    createRoute({
      method: 'post',
      path: '/v1/inbox/{destination}/{delivery}/refuse',
      summary: 'Refuse a message for good',
      description: 'With findings (JSON), or a receipt that refuses (XML). The portal sees the findings.',
      tags,
      security,
      request: {
        params: places,
        query: leaseQuery,
        body: {
          required: true,
          content: { 'application/json': { schema: findingsSchema }, 'application/xml': { schema: z.string() } },
        },
      },
      responses: {
        ...settledResponses,
        422: { description: 'Not a receipt for this message', content: problemContent },
      },
    }),
  );
  register(
    createRoute({
      method: 'post',
      path: '/v1/inbox/{destination}/{delivery}/extend',
      summary: 'Keep a message longer',
      description: 'Another lease, from now; never beyond the age at which the delivery is parked.',
      tags,
      security,
      request: { params: places, query: leaseQuery },
      responses: {
        200: {
          description: 'Kept',
          content: { 'application/json': { schema: z.object({ delivery: z.string(), leaseUntil: z.string() }) } },
        },
        404: notThere,
        409: { description: 'No longer held', content: problemContent },
      },
    }),
  );
}
