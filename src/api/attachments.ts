import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type IncomingFile, type Taken, takeFile } from '../attachments/take-file.ts';
import { findFault } from '../messages/din91379.ts';
import { type ApiEnvironment, allow } from './auth.ts';
import { fileResponse } from './file-response.ts';
import type { ApiParts } from './parts.ts';
import { problem, problemSchema } from './problems.ts';
import { readUploadedFile, UploadError } from './uploaded-file.ts';

/** The largest file, in bytes. */
const attachmentLimit = 100 * 1024 * 1024;

/** What a form may add to its file, in bytes. */
const aroundForm = 64 * 1024;

const problemContent = { 'application/problem+json': { schema: problemSchema } };

const binary = z.any().openapi({ type: 'string', format: 'binary' });

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
  mountFetching(app, parts);
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'post',
      path: '/v1/attachments',
      summary: 'Upload a file',
      description:
        'The body is the file itself, its media type the Content-Type; or a form with one file. Streamed and encrypted as it comes. ' +
        'The content has to be of the media type; application/octet-stream asks what it is.',
      tags: ['Attachments'],
      security: [{ key: [] }],
      request: {
        query: z.object({
          name: z.string().optional().meta({
            description: 'File name, percent-encoded UTF-8; a form has it with its file',
            example: 'handwerkskarte.pdf',
          }),
          sha512: z
            .string()
            .optional()
            .meta({ description: 'SHA-512 of the file, hexadecimal; also as a member of the form, before the file' }),
        }),
        headers: z.object({
          'content-digest': z
            .string()
            .optional()
            .meta({ description: 'RFC 9530, for a body that is the file', example: 'sha-512=:BASE64:' }),
        }),
        body: {
          required: true,
          content: {
            'application/octet-stream': { schema: binary },
            'multipart/form-data': { schema: z.object({ sha512: z.string().optional(), file: binary }) },
          },
        },
      },
      responses: {
        201: { description: 'Stored', content: { 'application/json': { schema: attachmentSchema } } },
        400: { description: 'Name missing, or the form or a digest cannot be read', content: problemContent },
        413: { description: 'Larger than 100 MiB', content: problemContent },
        415: { description: 'Media type missing', content: problemContent },
        422: { description: 'Malware was found, or the content is of another type or digest', content: problemContent },
        503: { description: 'The malware scanner does not answer', content: problemContent },
      },
    }),
  );
  app.post('/v1/attachments', allow('portal'), async (c) => {
    try {
      const file = await readUploadedFile(c);
      if (!isFileName(file.name)) {
        throw new UploadError('name: 1–255 characters of DIN 91379 type B, no / or \\');
      }
      if (!/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(file.mediaType)) return problem(c, 'unsupported-media-type');
      if (Number(c.req.header('content-length') ?? 0) > attachmentLimit + aroundForm) return problem(c, 'too-large');
      return answer(c, file, await takeFile(file, c.get('caller').subject, attachmentLimit, parts));
    } catch (error) {
      if (error instanceof UploadError) return problem(c, 'malformed-request', { detail: error.message });
      throw error;
    }
  });
}

function answer(c: Context, { mediaType: stated }: IncomingFile, taken: Taken): Response {
  switch (taken.kind) {
    case 'stored':
      return c.json(taken.file, 201);
    case 'too-large':
      return problem(c, 'too-large');
    case 'infected':
      return problem(c, 'malware-found');
    case 'digest-differs':
      return problem(c, 'digest-differs');
    case 'contradicts':
      return problem(c, 'media-type-contradicted', { detail: `Content-Type: ${stated} ≠ ${taken.found ?? '?'}` });
    case 'unscanned':
      c.header('Retry-After', '30');
      return problem(c, 'unavailable');
  }
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
