import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findFault } from '../messages/din91379.ts';
import { type ApiEnvironment, allow } from './auth.ts';
import { fileResponse } from './file-response.ts';
import type { ApiParts } from './parts.ts';
import { problem, problemSchema } from './problems.ts';

/** The largest file, in bytes. */
const attachmentLimit = 100 * 1024 * 1024;

const problemContent = { 'application/problem+json': { schema: problemSchema } };

const attachmentSchema = z
  .object({
    id: z.string().meta({ description: 'For `attachments[].id` of a submission' }),
    name: z.string(),
    mediaType: z.string(),
    size: z.number().meta({ description: 'Bytes' }),
    sha512: z.string().meta({ description: 'SHA-512 of the file, hexadecimal: compare it with yours' }),
  })
  .meta({ id: 'Attachment' });

/** Files come before the submission that references them; what nobody references within a day is removed. */
export function mountAttachments(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  const { attachments, scanner } = parts;
  mountFetching(app, parts);
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'post',
      path: '/v1/attachments',
      summary: 'Upload a file',
      description: 'The body is the file itself, its media type the Content-Type. Streamed and encrypted as it comes.',
      tags: ['Attachments'],
      security: [{ key: [] }],
      request: {
        query: z.object({
          name: z.string().meta({ description: 'File name, percent-encoded UTF-8', example: 'handwerkskarte.pdf' }),
        }),
        body: {
          required: true,
          content: { 'application/octet-stream': { schema: z.any().openapi({ type: 'string', format: 'binary' }) } },
        },
      },
      responses: {
        201: { description: 'Stored', content: { 'application/json': { schema: attachmentSchema } } },
        400: { description: 'Name or media type missing', content: problemContent },
        413: { description: 'Larger than 100 MiB', content: problemContent },
        422: { description: 'Malware was found', content: problemContent },
        503: { description: 'The malware scanner does not answer', content: problemContent },
      },
    }),
  );
  app.post('/v1/attachments', allow('portal'), async (c) => {
    const name = c.req.query('name') ?? '';
    const mediaType = (c.req.header('content-type') ?? '').split(';')[0]?.trim() ?? '';
    if (!isFileName(name))
      return problem(c, 'malformed-request', { detail: 'name: 1–255 characters of DIN 91379 type B, no / or \\' });
    if (!/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(mediaType)) return problem(c, 'unsupported-media-type');
    if (Number(c.req.header('content-length') ?? 0) > attachmentLimit || !c.req.raw.body)
      return problem(c, 'too-large');
    const scan = scanner?.scan(c.req.raw.body);
    const content = scan?.content ?? c.req.raw.body;
    const stored = await attachments.write(c.get('caller').subject, { name, mediaType, content }, attachmentLimit);
    if (!stored) return problem(c, 'too-large');
    const verdict = (await scan?.verdict()) ?? 'clean';
    if (verdict === 'clean' || (verdict === 'unknown' && scanner?.acceptsUnknown)) return c.json(stored, 201);
    await attachments.remove(stored.id);
    if (verdict === 'infected') return problem(c, 'malware-found');
    c.header('Retry-After', '30');
    return problem(c, 'unavailable');
  });
}

/** What a message names and does not embed: the office fetches it with the key of its destination. */
function mountFetching(app: OpenAPIHono<ApiEnvironment>, { attachments }: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/attachments/{id}',
      summary: 'Fetch a file of a submission',
      description: 'For vendors: files of submissions to their destination, by the dokumentid in the message.',
      tags: ['Attachments'],
      security: [{ key: [] }],
      request: { params: z.object({ id: z.string().meta({ description: 'dokumentid in the message' }) }) },
      responses: {
        200: { description: 'The file, as it was uploaded' },
        404: { description: 'Not there, or not yours', content: problemContent },
      },
    }),
  );
  app.get('/v1/attachments/:id', allow('vendor'), async (c) => {
    const file = await attachments.findDelivered(c.req.param('id'), c.get('caller').subject);
    if (!file) return problem(c, 'not-found');
    return fileResponse(file, attachments);
  });
}

/** As messages can carry it: no folders, no control characters. */
function isFileName(name: string): boolean {
  return (
    /^[^/\\\p{Cc}\s]([^/\\\p{Cc}]{0,253}[^/\\\p{Cc}\s])?$/u.test(name) &&
    findFault(name.normalize('NFC'), 'B') === undefined
  );
}
