import { relative } from 'node:path';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { ConfigError, writeFault } from '../config/config-error.ts';
import { ZustellwerkError } from '../errors.ts';
import { type ApiEnvironment, allow } from './auth.ts';
import { problemContent } from './operator-request.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problems.ts';

const reloadedSchema = z
  .object({
    networks: z.array(z.string()).meta({ description: 'Of those served now, the ones that the caller may see' }),
  })
  .meta({ id: 'Reloaded' });

/** Takes the configuration up anew. A fault changes nothing; those of the caller's network are told. */
export function mountReload(app: OpenAPIHono<ApiEnvironment>, { reload, folder, plan, log }: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'post',
      path: '/v1/configuration/reload',
      summary: 'Take the configuration up anew, without a restart',
      description: 'For operators. A fault changes nothing: the gateway goes on with what it has.',
      tags: ['Catalogue'],
      security: [{ key: [] }],
      responses: {
        200: { description: 'Taken up', content: { 'application/json': { schema: reloadedSchema } } },
        403: { description: 'Operators only', content: problemContent },
        422: { description: 'It has faults; nothing has changed', content: problemContent },
      },
    }),
  );
  app.post('/v1/configuration/reload', allow('operator'), async (c) => {
    try {
      await reload();
      return c.json({ networks: [plan.config.network.id] });
    } catch (error) {
      if (!(error instanceof ZustellwerkError)) throw error;
      log.warn({ err: error }, 'the configuration was not taken up');
      const faults = error instanceof ConfigError ? error.faults : [];
      const own = faults.filter(({ file }) => !relative(folder, file).startsWith('..'));
      const errors = own.map((fault) => {
        const named = { ...fault, file: relative(folder, fault.file) };
        return { pointer: '', rule: 'configuration', detail: writeFault(named) };
      });
      const elsewhere = { detail: `${error.code}; the log of the gateway says more` };
      return problem(c, 'configuration-refused', errors.length > 0 ? { errors } : elsewhere);
    }
  });
}
