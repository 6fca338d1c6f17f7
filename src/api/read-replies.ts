import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { OfficeDocument } from '../attachments/attachment-store.ts';
import type { Saying } from '../domains/replies/reply.ts';
import { summarise } from '../domains/replies/summarise.ts';
import { type Language, wordIn } from '../findings.ts';
import { listReplies } from '../store/read-replies.ts';
import { findKey } from '../store/read-submissions.ts';
import { type ApiContext, type ApiEnvironment, scopeOf } from './auth.ts';
import { fileResponse } from './file-response.ts';
import type { ApiParts } from './parts.ts';
import { languageOf, problem, problemSchema } from './problems.ts';
import { isUuid } from './read-submissions.ts';
import { replySchema } from './reply-schemas.ts';

const notFound = {
  description: 'Not there, or not yours',
  content: { 'application/problem+json': { schema: problemSchema } },
};
const common = { tags: ['Submissions'], security: [{ key: [] }] };
const idParam = z.object({ id: z.string().meta({ description: 'Id of the submission' }) });

/** What the offices answered, for those who may see the submission. */
export function mountReplyReads(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  const { attachments, plan, database, seal } = parts;
  const { kysely } = database;
  const find = async (c: ApiContext) => {
    const id = c.req.param('id') ?? '';
    return isUuid(id) ? findKey(kysely, scopeOf(c.get('caller'), plan.config.network.id), id) : undefined;
  };

  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/submissions/{id}/replies',
      summary: 'What the office answered',
      request: { params: idParam },
      responses: {
        200: {
          description: 'All replies, in the order in which they came',
          content: { 'application/json': { schema: z.object({ replies: z.array(replySchema) }) } },
        },
        404: notFound,
      },
    }),
  );
  app.get('/v1/submissions/:id/replies', async (c) => {
    const found = await find(c);
    if (!found) return problem(c, 'not-found');
    const dataKey = seal.openDataKey(found.seal_key_id, found.data_key, found.id);
    const rows = await listReplies(kysely, found.id);
    // Read afterwards: a reply that comes in between does not lack its documents.
    const documents = await attachments.listDocuments(found.id);
    const replies = rows.map(({ id, told, received_at, definition, late }) => {
      const { says, data } = JSON.parse(dataKey.open(told, `reply ${id}`).toString('utf8')) as SealedTold;
      const own = documents.filter(({ replyId }) => replyId === id);
      const shown = show(says, own, languageOf(c));
      return { id, receivedAt: received_at.toISOString(), message: definition, late, ...shown, data };
    });
    return c.json({ replies });
  });

  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/submissions/{id}/documents/{documentId}',
      summary: 'A document that the office sent',
      request: { params: idParam.extend({ documentId: z.string() }) },
      responses: { 200: { description: 'The file' }, 404: notFound },
    }),
  );
  app.get('/v1/submissions/:id/documents/:documentId', async (c) => {
    const found = await find(c);
    const documents = found ? await attachments.listDocuments(found.id) : [];
    const file = documents.find(({ id }) => id === c.req.param('documentId'));
    return file ? fileResponse(file, attachments) : problem(c, 'not-found');
  });
}

interface SealedTold {
  readonly says: readonly Saying[];
  readonly data?: unknown;
}

type Shown = Omit<z.output<typeof replySchema>, 'id' | 'receivedAt' | 'message' | 'late' | 'data'>;

function show(says: readonly Saying[], documents: readonly OfficeDocument[], language: Language): Shown {
  const kinds = [...says.map(({ type }) => type), ...(documents.length > 0 ? (['document'] as const) : [])];
  return {
    kinds: [...new Set(kinds)],
    summary: summarise(says, documents.length, language),
    ...Object.assign({}, ...says.map((one) => showOne(one, language))),
    documents: documents.map(({ id, label, name, mediaType, size, sha512 }) => ({
      id,
      label: wordIn(label, language),
      name,
      mediaType,
      size,
      sha512,
    })),
  };
}

function showOne(one: Saying, language: Language): Partial<Shown> {
  const text = 'text' in one && one.text !== undefined ? { text: wordIn(one.text, language) } : {};
  switch (one.type) {
    case 'acknowledged':
      return {};
    case 'accepted':
      return { decision: one.partly ? 'partly-granted' : 'granted', ...text };
    case 'rejected':
      return {
        decision: 'refused',
        findings: one.findings.map(({ id, text: words }) => ({
          id,
          ...(words !== undefined && { text: wordIn(words, language) }),
        })),
      };
    case 'status':
      return { status: one.status, ...text, ...(one.deadline !== undefined && { deadline: one.deadline }) };
    case 'query': {
      const { type: _, wanted, ...query } = one;
      return { query: { ...query, wanted: [...wanted] } };
    }
    case 'file-number':
      return { fileNumber: one.fileNumber };
  }
}
