import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { CallbackMalformed, CallbackRefused, readCallback, verifyCallback } from '../fit-connect/index.ts';
import type { ApiEnvironment } from './auth.ts';
import type { ApiParts } from './parts.ts';
import { problem, problemSchema } from './problems.ts';

const problemContent = { 'application/problem+json': { schema: problemSchema } };

/** A callback names ids only: 1 MiB are more than ten thousand of them. */
export const callbackLimit = 1024 * 1024;

/**
 * Callbacks of FIT-Connect. They have no key: secret, timestamp and raw body prove who sent them, so this stands before the
 * check of keys. What it says is a hint; it only makes the source due.
 */
export function mountCallbacks(app: OpenAPIHono<ApiEnvironment>, { sources, poller, now }: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'post',
      path: '/v1/callbacks/fit-connect/{source}',
      summary: 'Hear that something new waits at a source',
      description: 'For the delivery service of FIT-Connect, with `callback-authentication` and `callback-timestamp`.',
      tags: ['Sources'],
      request: {
        params: z.object({ source: z.string().meta({ description: 'Id of the source' }) }),
        body: { required: true, content: { 'application/json': { schema: z.any().openapi({ type: 'object' }) } } },
      },
      responses: {
        200: { description: 'Heard' },
        400: { description: 'Authentic, but no callback that is known', content: problemContent },
        401: { description: 'Not authentic, or no such source', content: problemContent },
        413: { description: 'Larger than 1 MiB', content: problemContent },
      },
    }),
  );
  app.post('/v1/callbacks/fit-connect/:source', async (c) => {
    const body = await readAtMost(c.req.raw.body, callbackLimit);
    if (!body) return problem(c, 'too-large');
    const source = sources.find(({ id }) => id === c.req.param('source'));
    try {
      verifyCallback({ headers: c.req.raw.headers, body }, { secret: source?.callbackSecret ?? '', now });
      readCallback(body);
    } catch (error) {
      if (error instanceof CallbackRefused) return problem(c, 'callback-refused');
      if (error instanceof CallbackMalformed) return problem(c, 'malformed-request');
      throw error;
    }
    await poller.hurry(source?.id ?? '');
    return c.body(null, 200);
  });
}

/** Undefined when it is larger. */
export async function readAtMost(body: ReadableStream<Uint8Array> | null, most: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
