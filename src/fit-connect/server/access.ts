import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { ApiVersion } from '../jwe/header.ts';
import { readAccessToken, tokenLifetime, writeAccessToken } from './access-token.ts';
import { readText } from './body.ts';
import type { Client, ServerPorts } from './ports.ts';
import { Refusal } from './refusal.ts';

export interface ServerEnvironment {
  Variables: { client: Client; version: ApiVersion };
}

export type ServerContext = Context<ServerEnvironment>;

/** `POST /token`: client credentials in the body (RFC 6749, section 4.4); HTTP Basic is refused, as at the service. */
export async function giveToken(c: Context, { findClient, signer, now }: ServerPorts): Promise<Response> {
  const form = new URLSearchParams(await readText(c, 10_000));
  const refuse = (status: 400 | 401, error: string) => c.json({ error }, status, { 'cache-control': 'no-store' });
  if (form.get('grant_type') !== 'client_credentials') return refuse(400, 'unsupported_grant_type');
  const client = await findClient(form.get('client_id') ?? '');
  if (!client || !hasSecret(client, form.get('client_secret') ?? '')) return refuse(401, 'invalid_client');
  const asked = form.get('scope')?.split(' ') ?? [];
  if (client.scopes.length === 0 || asked.some((scope) => !client.scopes.includes(scope))) {
    return refuse(400, 'invalid_scope');
  }
  const answer = {
    access_token: writeAccessToken(client.clientId, now(), signer.tokenKey),
    token_type: 'Bearer',
    expires_in: tokenLifetime,
    scope: client.scopes.join(' '),
  };
  return c.json(answer, 200, { 'cache-control': 'no-store' });
}

function hasSecret({ secretHash }: Client, secret: string): boolean {
  return timingSafeEqual(createHash('sha256').update(secret).digest(), secretHash);
}

/** Everything behind it has a client. A client that was removed is refused at once, whatever its token says. */
export function authenticateClient({ findClient, signer, now }: ServerPorts): MiddlewareHandler<ServerEnvironment> {
  return async function authenticateClient(c, next) {
    const token = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    const clientId = readAccessToken(token, now(), signer.tokenKey);
    const client = clientId === undefined ? undefined : await findClient(clientId);
    if (!client) throw new Refusal(401, 'A valid access token is needed.');
    c.set('client', client);
    await next();
  };
}
