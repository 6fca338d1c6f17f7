import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findUnmapped } from '../intake/find-unmapped.ts';
import { listRelated } from '../store/find-related.ts';
import {
  type Cursor,
  findKey,
  findMessage,
  findSubmission,
  listEvents,
  listMessages,
  listSubmissions,
} from '../store/read-submissions.ts';
import type { DataKey } from '../store/seal.ts';
import { type ApiContext, type ApiEnvironment, scopeOf } from './auth.ts';
import { countListeners } from './count-listeners.ts';
import type { ApiParts } from './parts.ts';
import { problem, problemSchema } from './problems.ts';
import { showEvent, streamEvents } from './stream-events.ts';
import {
  eventSchema,
  listQuerySchema,
  messageSchema,
  submissionDetailSchema,
  submissionPageSchema,
  toReference,
} from './submission-schemas.ts';

const security = [{ key: [] }];
const tags = ['Submissions'];
const idParam = z.object({ id: z.string().meta({ description: 'Id of the submission' }) });
const notFound = {
  description: 'Not there, or not yours',
  content: { 'application/problem+json': { schema: problemSchema } },
};
const json = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': { schema } },
});

/** What can be read of submissions. A foreign id and a missing id give the same answer. */
export function mountSubmissionReads(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  const { kysely } = parts.database;
  const { portals } = parts.plan.config;
  const most = new Map(portals.map(({ id, listeners }) => [id, listeners]));
  const listeners = countListeners((portalId) => most.get(portalId) ?? 0);
  const scope = (c: ApiContext) => scopeOf(c.get('caller'), parts.plan.config.network.id);

  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/submissions',
      summary: 'List, newest first',
      tags,
      security,
      request: { query: listQuerySchema },
      responses: { 200: json('One page', submissionPageSchema) },
    }),
  );
  app.get('/v1/submissions', async (c) => {
    const query = listQuerySchema.safeParse(c.req.query());
    const cursor = query.success && query.data.cursor !== undefined ? readCursor(query.data.cursor) : undefined;
    if (!query.success || (query.data.cursor !== undefined && !cursor)) {
      const names = query.success ? ['cursor'] : query.error.issues.map(({ path }) => path.join('.'));
      return problem(c, 'malformed-request', { detail: names.join(', ') });
    }
    const { service, from, to, limit, state, region, destination, reference, case: caseId } = query.data;
    const filter = {
      state,
      region,
      destination,
      reference,
      caseId,
      serviceId: service,
      from: from ? new Date(from) : undefined,
      to: to ? new Date(to) : undefined,
    };
    const rows = await listSubmissions(kysely, scope(c), filter, cursor, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = rows.length > limit && last ? writeCursor({ receivedAt: last.received_at, id: last.id }) : null;
    return c.json({ submissions: page.map(toSummary), next });
  });

  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/submissions/{id}',
      summary: 'One, with its delivery',
      tags,
      security,
      request: { params: idParam },
      responses: { 200: json('The submission', submissionDetailSchema), 404: notFound },
    }),
  );
  app.get('/v1/submissions/:id', async (c) => {
    const id = c.req.param('id');
    const row = isUuid(id) ? await findSubmission(kysely, scope(c), id) : undefined;
    if (!row) return problem(c, 'not-found');
    const dataKey = parts.seal.openDataKey(row.seal_key_id, row.data_key, row.id);
    const envelope = dataKey.open(row.envelope, `envelope ${row.id}`);
    const opened = { portalId: row.portal_id, serviceId: row.service_id, profile: row.profile, envelope };
    const unmapped = findUnmapped(opened, parts.plan).map(({ pointer }) => pointer);
    return c.json({ ...toDetail(row, dataKey), unmapped, ...(await listRelated(kysely, row.id)) });
  });

  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/submissions/{id}/events',
      summary: 'What happened',
      description:
        'With `Accept: text/event-stream` as Server-Sent Events, as they happen; `Last-Event-ID` says which one you had last.',
      tags,
      security,
      request: { params: idParam },
      responses: {
        200: {
          description: 'All events',
          content: {
            'application/json': { schema: z.object({ events: z.array(eventSchema) }) },
            'text/event-stream': { schema: z.string() },
          },
        },
        404: notFound,
      },
    }),
  );
  app.get('/v1/submissions/:id/events', async (c) => {
    const found = await find(c);
    if (!found) return problem(c, 'not-found');
    if (c.req.header('accept')?.includes('text/event-stream')) {
      return streamEvents(c, found.id, { ...parts, listeners });
    }
    const events = await listEvents(kysely, found.id);
    return c.json({ events: events.map(showEvent) });
  });

  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/submissions/{id}/messages',
      summary: 'Its messages and receipts',
      tags,
      security,
      request: { params: idParam },
      responses: { 200: json('All messages', z.object({ messages: z.array(messageSchema) })), 404: notFound },
    }),
  );
  app.get('/v1/submissions/:id/messages', async (c) => {
    const found = await find(c);
    if (!found) return problem(c, 'not-found');
    const messages = await listMessages(kysely, scope(c), found.id);
    return c.json({
      messages: messages.map(({ uuid, direction, definition, created_at, size, sha256 }) => ({
        uuid,
        direction,
        definition,
        at: created_at.toISOString(),
        size,
        sha256: sha256.toString('hex'),
      })),
    });
  });

  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/submissions/{id}/messages/{uuid}',
      summary: 'The XML as sent',
      tags,
      security,
      request: { params: idParam.extend({ uuid: z.string() }) },
      responses: {
        200: { description: 'The XML, byte for byte', content: { 'application/xml': { schema: z.string() } } },
        404: notFound,
      },
    }),
  );
  app.get('/v1/submissions/:id/messages/:uuid', async (c) => {
    const found = await find(c);
    const uuid = c.req.param('uuid');
    const message = found && isUuid(uuid) ? await findMessage(kysely, scope(c), found.id, uuid) : undefined;
    if (!found || !message) return problem(c, 'not-found');
    const dataKey = parts.seal.openDataKey(found.seal_key_id, found.data_key, found.id);
    const xml = dataKey.open(message.content, `message ${message.uuid}`);
    return c.body(new Uint8Array(xml), 200, {
      'content-type': 'application/xml; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
  });

  async function find(c: ApiContext) {
    const id = c.req.param('id') ?? '';
    return isUuid(id) ? findKey(kysely, scope(c), id) : undefined;
  }
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

type Row = Awaited<ReturnType<typeof listSubmissions>>[number];
type DetailRow = NonNullable<Awaited<ReturnType<typeof findSubmission>>>;

function toSummary(row: Row) {
  return {
    id: row.id,
    state: row.state,
    serviceId: row.service_id,
    act: row.act,
    region: row.region,
    profile: row.profile,
    portal: row.portal_id,
    authority: row.authority_id,
    destination: row.destination_id,
    reference: row.reference,
    case: row.case_id,
    receivedAt: row.received_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  };
}

function toDetail(
  row: DetailRow,
  dataKey: DataKey,
): Omit<z.output<typeof submissionDetailSchema>, 'relatesTo' | 'followedBy' | 'unmapped'> {
  const fileNumber =
    row.file_number && dataKey.open(row.file_number, `file-number ${row.delivery_id}`).toString('utf8');
  const refusal = row.refusal && dataKey.open(row.refusal, `refusal ${row.delivery_id}`).toString('utf8');
  return {
    ...toSummary(row),
    message: toReference(row.definition, row.message_uuid),
    trust: row.trust,
    payment: row.payment && { ...row.payment, refund: isRefundDue(row) },
    delivery: {
      id: row.delivery_id,
      state: row.delivery_state,
      attempts: row.attempts,
      nextAttemptAt: row.delivery_state === 'waiting' ? row.due_at.toISOString() : null,
      settledAt: row.settled_at?.toISOString() ?? null,
      fileNumber,
      findings: refusal ? JSON.parse(refusal) : [],
    },
  };
}

function writeCursor({ receivedAt, id }: Cursor): string {
  return Buffer.from(`${receivedAt.toISOString()} ${id}`).toString('base64url');
}

/** Takes only what `writeCursor` writes: JavaScript knows years that PostgreSQL does not. */
function readCursor(text: string): Cursor | undefined {
  const [time = '', id = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
  const receivedAt = new Date(time);
  const isTime = /^\d{4}-/.test(time) && !Number.isNaN(receivedAt.getTime());
  return isTime && isUuid(id) ? { receivedAt, id } : undefined;
}

function isRefundDue({
  state,
  payment,
}: Pick<NonNullable<Awaited<ReturnType<typeof findSubmission>>>, 'state' | 'payment'>) {
  return payment?.status === 'PAYED' && (state === 'rejected' || state === 'withdrawn');
}
