import { z } from 'zod';
import type { Connections } from './connections.ts';
import { type HttpFailure, type HttpResult, postXml, type XmlRequest } from './https.ts';

/** OAuth 2.0 client credentials (RFC 6749, section 4.4). */
export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string | undefined;
  readonly connections?: Connections | undefined;
  readonly allowInsecure?: boolean;
}

export interface TokenSource {
  /** The token that is in use, or a new one. */
  get(signal: AbortSignal): Promise<Token | HttpFailure>;
  /** Says that a token was refused: it is not handed out again. */
  drop(token: Token): void;
}

export interface Token {
  readonly kind: 'token';
  readonly value: string;
}

/** A token is not used in the last seconds of its life: the request has to arrive as well. */
const spare = 30_000;
/** For fetching one token, which several deliveries may wait for. */
const fetchTime = 10_000;

/** Fetches a token when one is needed and keeps it for as long as it is valid. */
export function createTokenSource(credentials: ClientCredentials, now: () => number = Date.now): TokenSource {
  let kept: { readonly token: Token; readonly until: number } | undefined;
  let fetching: Promise<Token | HttpFailure> | undefined;

  const fetchOne = async () => {
    const result = await fetchToken(credentials);
    if (result.kind === 'failed') return result;
    const token: Token = { kind: 'token', value: result.value };
    kept = { token, until: now() + result.lifetime - spare };
    return token;
  };

  return {
    get: async (signal) => {
      if (kept && kept.until > now()) return kept.token;
      fetching ??= fetchOne().finally(() => {
        fetching = undefined;
      });
      return Promise.race([fetching, abortOf(signal)]);
    },
    drop: (token) => {
      if (kept?.token === token) kept = undefined;
    },
  };
}

/**
 * Posts XML with a bearer token, and once more with a new one when the first is refused (401). Never throws. Without a
 * token nothing is sent.
 */
export async function postXmlWithToken(request: XmlRequest, tokens: TokenSource): Promise<HttpResult> {
  const first = await postOnce(request, tokens);
  return first.kind === 'answer' && first.status === 401 ? postOnce(request, tokens) : first;
}

async function postOnce(request: XmlRequest, tokens: TokenSource): Promise<HttpResult> {
  const token = await tokens.get(request.signal);
  if (token.kind === 'failed') return token;
  const headers = { ...request.headers, authorization: `Bearer ${token.value}` };
  const result = await postXml({ ...request, headers });
  if (result.kind === 'answer' && result.status === 401) tokens.drop(token);
  return result;
}

/** RFC 6749, section 5.1. A token without a stated lifetime is used until it is refused. */
const tokenAnswer = z.object({
  access_token: z.string().regex(/^[!-~]+$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().max(31_536_000).default(31_536_000),
});

async function fetchToken(
  credentials: ClientCredentials,
): Promise<{ readonly kind: 'fetched'; readonly value: string; readonly lifetime: number } | HttpFailure> {
  const { tokenUrl, clientId, clientSecret, scope, connections, allowInsecure = false } = credentials;
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) });
  const result = await postXml({
    url: tokenUrl,
    body: Buffer.from(form.toString()),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      authorization: basic(clientId, clientSecret),
    },
    signal: AbortSignal.timeout(fetchTime),
    allowInsecure,
    ...(connections && { connections }),
  });
  if (result.kind === 'failed') return noToken(result.answer);
  if (result.status !== 200) return noToken(`HTTP ${result.status}`);
  const parsed = tokenAnswer.safeParse(parseJson(result.body));
  if (!parsed.success) return noToken('the answer has none');
  return { kind: 'fetched', value: parsed.data.access_token, lifetime: parsed.data.expires_in * 1000 };
}

/** RFC 6749, section 2.3.1: both are form-encoded before they become a Basic header. */
function basic(id: string, secret: string): string {
  const encode = (text: string) => new URLSearchParams({ a: text }).toString().slice('a='.length);
  return `Basic ${Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64')}`;
}

function noToken(answer: string): HttpFailure {
  return { kind: 'failed', phase: 'before-send', answer: `no token: ${answer}` };
}

function abortOf(signal: AbortSignal): Promise<HttpFailure> {
  return new Promise((resolve) => {
    const end = () => resolve(noToken('no answer in time'));
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
