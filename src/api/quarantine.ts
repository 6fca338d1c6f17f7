import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { receiveReply } from '../delivery/receive-reply.ts';
import { takeFinished } from '../sources/take-finished.ts';
import { findQuarantined, listQuarantined, removeQuarantined } from '../store/quarantine.ts';
import { type ApiEnvironment, allow } from './auth.ts';
import type { ApiParts } from './parts.ts';
import { problem, problemSchema } from './problems.ts';
import { isUuid } from './read-submissions.ts';
import { replyParts } from './replies.ts';
import { quarantinedSchema } from './reply-schemas.ts';

const notFound = { description: 'Not there', content: { 'application/problem+json': { schema: problemSchema } } };
const common = { tags: ['Replies'], security: [{ key: [] }] };
const idParam = z.object({ id: z.string() });

/** Replies that nobody can be told of: an operator looks at them, and can have them read again. */
export function mountQuarantine(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  const { kysely } = parts.database;
  const network = parts.plan.config.network.id;
  const find = (id: string) => (isUuid(id) ? findQuarantined(kysely, network, id) : undefined);
  const open = (row: NonNullable<Awaited<ReturnType<typeof findQuarantined>>>) =>
    parts.seal.openDataKey(row.seal_key_id, row.data_key, row.id).open(row.content, `quarantined ${row.id}`);

  const readAgain = async (row: NonNullable<Awaited<ReturnType<typeof findQuarantined>>>): Promise<string> => {
    const bytes = open(row);
    if (row.destination_id !== null) {
      return (await receiveReply(bytes, { destinationId: row.destination_id }, replyParts(parts))).kind;
    }
    const source = parts.polledSources.find(({ config }) => config.id === row.source_id);
    return source?.kind === 'xtaMailboxes' ? (await takeFinished(bytes, source, parts)).kind : 'source-gone';
  };

  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/quarantine',
      summary: 'Replies that belong to nothing known, and what sources had and cannot be taken; the newest first',
      responses: {
        200: {
          description: 'At most 200',
          content: { 'application/json': { schema: z.object({ replies: z.array(quarantinedSchema) }) } },
        },
      },
    }),
  );
  app.get('/v1/quarantine', allow('operator'), async (c) => {
    const rows = await listQuarantined(kysely, network);
    return c.json({
      replies: rows.map(({ id, destination_id, source_id, received_at, reason, size, sha256 }) => ({
        id,
        destination: destination_id,
        source: source_id,
        receivedAt: received_at.toISOString(),
        reason,
        size,
        sha256: sha256.toString('hex'),
      })),
    });
  });

  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/quarantine/{id}',
      summary: 'One of them, as it came',
      request: { params: idParam },
      responses: { 200: { description: 'The bytes' }, 404: notFound },
    }),
  );
  app.get('/v1/quarantine/:id', allow('operator'), async (c) => {
    const row = await find(c.req.param('id'));
    if (!row) return problem(c, 'not-found');
    // Nobody knows what it is: never anything that a browser shows.
    return c.body(new Uint8Array(open(row)), 200, {
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      method: 'post',
      path: '/v1/quarantine/{id}/retry',
      summary: 'Read it again, for example when its message was delivered, or the network file corrected since',
      request: { params: idParam },
      responses: {
        200: {
          description:
            '`stored`, `repeated` or, of a source, `accepted`: it is no longer here; anything else: it stays',
          content: { 'application/json': { schema: z.object({ result: z.string() }) } },
        },
        404: notFound,
      },
    }),
  );
  app.post('/v1/quarantine/:id/retry', allow('operator'), async (c) => {
    const row = await find(c.req.param('id'));
    if (!row) return problem(c, 'not-found');
    const kind = await readAgain(row);
    if (kind === 'stored' || kind === 'repeated' || kind === 'accepted')
      await removeQuarantined(kysely, network, row.id);
    return c.json({ result: kind });
  });
}
