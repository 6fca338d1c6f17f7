import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';
import type { ApiEnvironment } from './auth.ts';
import { type ProblemKind, problemKinds } from './problem-kinds.ts';
import { problem } from './problems.ts';

const swaggerFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const swaggerFiles: Readonly<Record<string, string>> = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
};

/** `/openapi.json`, the page `/docs` that shows it, and the pages behind the problem types. Nothing comes from outside. */
export function mountReference(app: OpenAPIHono<ApiEnvironment>, version: string): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'A key made with `zustellwerk key create`, or an access token',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'oauth', {
    type: 'oauth2',
    description: 'For networks without an identity provider: a key becomes an access token',
    flows: { clientCredentials: { tokenUrl: '/v1/oauth/token', scopes: {} } },
  });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Zustellwerk',
      version,
      description: 'From a portal’s JSON to a procedure that receives schema-valid XML. Errors are RFC 9457 problems.',
      license: { name: 'EUPL-1.2', url: 'https://eupl.eu/1.2/en/' },
    },
  });

  app.get('/docs', (c) => {
    c.header('content-security-policy', "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:");
    return c.html(html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>Zustellwerk: API reference</title>
          <link rel="stylesheet" href="/docs/swagger-ui/swagger-ui.css" />
        </head>
        <body>
          <div id="reference"></div>
          <script src="/docs/swagger-ui/swagger-ui-bundle.js"></script>
          <script src="/docs/start.js"></script>
        </body>
      </html>`);
  });
  app.get('/docs/start.js', (c) =>
    c.body("SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true });", 200, {
      'content-type': 'text/javascript; charset=utf-8',
    }),
  );
  // Not beside start.js: where two routes take the same path, Hono falls back to a slower router for all of them.
  app.get('/docs/swagger-ui/:file', async (c) => {
    const file = c.req.param('file');
    const type = Object.hasOwn(swaggerFiles, file) ? swaggerFiles[file] : undefined;
    if (type === undefined) return problem(c, 'not-found');
    return c.body(await readFile(join(swaggerFolder, file)), 200, {
      'content-type': type,
      'cache-control': 'max-age=3600',
    });
  });

  app.get('/problems/:kind', (c) => {
    const kind = c.req.param('kind');
    if (!Object.hasOwn(problemKinds, kind)) return problem(c, 'not-found');
    const { status, de, en, remedy } = problemKinds[kind as ProblemKind];
    return c.html(html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>${en}</title>
        </head>
        <body>
          <h1>${en}</h1>
          <p lang="de">${de}</p>
          <p>Status ${status}, type <code>/problems/${kind}</code></p>
          <p>${remedy}</p>
        </body>
      </html>`);
  });
}
