import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MemoryService } from './memory-service.ts';

/**
 * What goes wrong with a request: it is answered with a status in place of being handled; its connection breaks before
 * it is handled, or after, so that the answer is lost; or it is handled and the answer is another.
 */
export type Fault =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'lost-before'
  | 'lost-after'
  | { readonly after: number };

export interface HttpService {
  readonly url: string;
  readonly tokenUrl: string;
  /** Faults for the next requests of a kind, such as `PUT submissions`; used up in order. */
  readonly faults: Map<string, Fault[]>;
  /** Called before a request is handled, and after it, before it is answered. */
  onRequest: ((name: string, when: 'before' | 'after') => unknown) | undefined;
  /** Requests for a token. */
  readonly tokenRequests: string[];
  /** Header lines of the requests. */
  readonly headers: IncomingMessage['headers'][];
  /** From now on, tokens that were given are refused. */
  revokeTokens(): void;
  close(): void;
}

/** The service in memory behind a real HTTP server, with tokens and scripted faults. */
export async function listenAsService(memory: MemoryService): Promise<HttpService> {
  const faults = new Map<string, Fault[]>();
  const tokenRequests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const validTokens = new Set<string>();
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    headers.push(request.headers);
    const url = new URL(request.url ?? '/', memory.url);
    const [, , kind = '', , part] = url.pathname.split('/');
    const name = `${request.method} ${url.pathname === '/token' ? 'token' : [kind, part].filter(Boolean).join('/')}`;
    const fault = faults.get(name)?.shift();
    if (fault === 'lost-before') return request.socket.destroy();
    if (typeof fault === 'object' && 'status' in fault) {
      return response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
    }
    if (name === 'POST token') {
      tokenRequests.push(body);
      const token = `token-${tokenRequests.length}`;
      validTokens.add(token);
      return write(response, 200, { access_token: token, token_type: 'Bearer', expires_in: 1800 });
    }
    const open = url.pathname.startsWith('/.well-known/') || kind === 'routes' || kind === 'areas';
    if (!open && !validTokens.has((request.headers.authorization ?? '').replace('Bearer ', '')))
      return write(response, 401, {});
    await service.onRequest?.(name, 'before');
    const answer = await memory.handle(request.method ?? '', url, body);
    await service.onRequest?.(name, 'after');
    if (fault === 'lost-after') return request.socket.destroy();
    if (fault) return write(response, fault.after, {});
    if (answer.text !== undefined)
      return response.writeHead(200, { 'content-type': 'application/jose' }).end(answer.text);
    return write(response, answer.status, answer.json);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  memory.url = `http://127.0.0.1:${port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  const revokeTokens = () => {
    validTokens.clear();
  };
  const service: HttpService = {
    onRequest: undefined,
    url: memory.url,
    tokenUrl: `${memory.url}/token`,
    faults,
    tokenRequests,
    headers,
    revokeTokens,
    close,
  };
  return service;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function write(response: ServerResponse, status: number, json: unknown) {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  if (json === undefined) return response.writeHead(status).end();
  return response.writeHead(status, { 'content-type': type }).end(JSON.stringify(json));
}
