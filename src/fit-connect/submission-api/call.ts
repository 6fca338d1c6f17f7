import { ApiRefused } from '../http/errors.ts';
import { type HttpPorts, type HttpRequest, send } from '../http/send.ts';
import type { TokenSource } from '../http/token.ts';
import type { ApiVersion } from '../jwe/header.ts';

export interface ApiRequest<Answer> extends Omit<HttpRequest<Answer>, 'url' | 'headers'> {
  /** Below the version, such as `/submissions`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly contentType?: 'application/json' | 'application/jose';
}

export type Call = <Answer>(request: ApiRequest<Answer>) => Promise<Answer>;

/** Calls with an access token. A 401 is answered with one new token and one repetition; it had no effect. */
export function createCall(baseUrl: string, version: ApiVersion, tokens: TokenSource, ports: HttpPorts): Call {
  return async ({ path, query, contentType, ...request }) => {
    const url = `${baseUrl}/${version}${path}${query ? `?${new URLSearchParams(query)}` : ''}`;
    const sendWith = (token: string) => {
      const headers = { authorization: `Bearer ${token}`, ...(contentType && { 'content-type': contentType }) };
      return send({ ...request, url, headers }, ports);
    };
    const token = await tokens.read();
    try {
      return await sendWith(token);
    } catch (error) {
      if (!(error instanceof ApiRefused) || error.status !== 401) throw error;
      return sendWith(await tokens.renew(token));
    }
  };
}
