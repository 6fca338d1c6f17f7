import { ApiAnswerUnreadable, ApiRefused, TokenRefused } from './errors.ts';
import { type HttpPorts, readJson, send } from './send.ts';

export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface TokenSource {
  /** The current token, a new one where it is about to expire. */
  read(): Promise<string>;
  /** A new token in place of one that was refused; one renewal serves all that wait. */
  renew(refused: string): Promise<string>;
}

/** Where the answer names no life time. */
const defaultLife = 300;
/** Renewed so many seconds early. */
const margin = 5;

interface Token {
  readonly value: string;
  readonly expiresAt: number;
}

/**
 * Access tokens by OAuth 2.0 client credentials, in the body and without scopes: their names change, and the service
 * grants what the client may do. Answers of the token endpoint are never logged.
 *
 * @example
 * const tokens = createTokenSource({ tokenUrl, clientId, clientSecret });
 */
export function createTokenSource(credentials: ClientCredentials, ports: HttpPorts = {}): TokenSource {
  const { now = () => new Date() } = ports;
  let current: Token | undefined;
  let pending: Promise<Token> | undefined;
  const keep = (token: Token) => {
    current = token;
    return token;
  };
  /** All that need a new token while one is on its way wait for the same. */
  const request = async () => {
    pending ??= requestToken(credentials, ports)
      .then(keep)
      .finally(() => {
        pending = undefined;
      });
    return (await pending).value;
  };
  const readCurrent = () => (current && current.expiresAt > now().getTime() ? current.value : undefined);
  return {
    read: async () => readCurrent() ?? request(),
    renew: async (refused) => {
      const value = readCurrent();
      return value === undefined || value === refused ? request() : value;
    },
  };
}

async function requestToken({ tokenUrl, clientId, clientSecret }: ClientCredentials, ports: HttpPorts): Promise<Token> {
  const { now = () => new Date() } = ports;
  const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  try {
    const answer = await send(
      { method: 'POST', url: tokenUrl, body: () => new URLSearchParams(fields), repeatable: true, read: readJson },
      ports,
    );
    const { access_token: value, expires_in: life } = answer;
    if (typeof value !== 'string' || value === '') throw new ApiAnswerUnreadable('The request for a token');
    const seconds = typeof life === 'number' && life > 0 ? life : defaultLife;
    return { value, expiresAt: now().getTime() + Math.max(1, seconds - margin) * 1000 };
  } catch (error) {
    if (error instanceof ApiRefused) throw new TokenRefused(error.status, undefined);
    throw error;
  }
}
