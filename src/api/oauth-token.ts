import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { issueToken, tokenLifetime } from './access-tokens.ts';
import type { ApiContext, ApiEnvironment } from './auth.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problems.ts';

const requestSchema = z.object({
  grant_type: z.literal('client_credentials'),
  client_id: z.string().optional().meta({ description: 'Id of the key; or with the secret as HTTP Basic' }),
  client_secret: z.string().optional().meta({ description: 'The key' }),
});
const tokenSchema = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number().meta({ description: 'Seconds' }),
});
const errorSchema = z.object({ error: z.string(), error_description: z.string() });
const answers = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': { schema } },
});

/** OAuth 2.0 client credentials (RFC 6749, section 4.4), for networks without an identity provider. */
export function mountOauthToken(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'post',
      path: '/v1/oauth/token',
      summary: 'An access token for a key',
      description: 'OAuth 2.0 client credentials: the client is the id of a key, its secret the key. No scopes.',
      tags: ['Access'],
      request: { body: { content: { 'application/x-www-form-urlencoded': { schema: requestSchema } } } },
      responses: {
        200: answers('For ten minutes, or until the key is revoked', tokenSchema),
        400: answers('RFC 6749, section 5.2', errorSchema),
        401: answers('No such client, or not its secret', errorSchema),
      },
    }),
  );
  const most = bodyLimit({ maxSize: 16 * 1024, onError: (c) => problem(c, 'too-large') });
  app.post('/v1/oauth/token', most, async (c) => {
    c.header('Cache-Control', 'no-store');
    if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')) {
      return refuse(c, 'invalid_request', 'Send application/x-www-form-urlencoded.');
    }
    const form = new URLSearchParams(await c.req.text());
    if (form.get('grant_type') !== 'client_credentials') {
      return refuse(c, 'unsupported_grant_type', 'grant_type has to be client_credentials.');
    }
    if (form.get('scope'))
      return refuse(c, 'invalid_scope', 'Leave scope out: what a key may do is set for its holder.');
    const { id, secret } = readBasic(c) ?? { id: form.get('client_id'), secret: form.get('client_secret') };
    // A token is no secret to get a token with.
    const caller = secret?.startsWith('zw_') ? await parts.findCaller(secret) : undefined;
    if (!caller || caller.keyId !== id) {
      c.header('WWW-Authenticate', 'Basic realm="zustellwerk"');
      return refuse(c, 'invalid_client', 'client_id is the id of a key that was not revoked, client_secret the key.');
    }
    const token = await issueToken(caller, parts.seal, parts.now());
    return c.json({ access_token: token, token_type: 'Bearer', expires_in: tokenLifetime });
  });
}

function refuse(c: ApiContext, error: string, description: string): Response {
  return c.json({ error, error_description: description }, error === 'invalid_client' ? 401 : 400);
}

/** RFC 6749, section 2.3.1: both parts are form-encoded before they become a Basic header. */
function readBasic(c: ApiContext): { readonly id: string; readonly secret: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const decode = (text: string) => new URLSearchParams(`a=${text}`).get('a') ?? '';
  return { id: decode(id), secret: decode(rest.join(':')) };
}
