import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ApiEnvironment } from './auth.ts';
import type { ApiParts } from './parts.ts';
import { problem, problemSchema } from './problems.ts';

const healthSchema = z.object({ status: z.literal('ok') });
const problemContent = { 'application/problem+json': { schema: problemSchema } };
const ok = { description: 'Fine', content: { 'application/json': { schema: healthSchema } } };

/** `/healthz`: the process lives. `/readyz`: it can do its work; false while it starts, stops, or has no database. */
export function mountHealth(app: OpenAPIHono<ApiEnvironment>, { pool, ready }: ApiParts): void {
  const tags = ['Health'];
  app.openAPIRegistry.registerPath(
    createRoute({ method: 'get', path: '/healthz', summary: 'Lives', tags, responses: { 200: ok } }),
  );
  app.get('/healthz', (c) => c.json({ status: 'ok' }));

  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/readyz',
      summary: 'Ready',
      tags,
      responses: { 200: ok, 503: { description: 'Not ready', content: problemContent } },
    }),
  );
  app.get('/readyz', async (c) => {
    const database =
      ready() &&
      (await pool.query('select 1').then(
        () => true,
        () => false,
      ));
    if (database) return c.json({ status: 'ok' });
    c.header('Retry-After', '5');
    return problem(c, 'unavailable', { detail: ready() ? 'database' : 'stopping' });
  });
}
