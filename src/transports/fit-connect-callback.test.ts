import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { verifyCallback } from '../fit-connect/index.ts';
import { sendFitConnectCallback } from './fit-connect-callback.ts';
import { openGuardedConnections } from './guarded-connections.ts';

const secret = 'a secret of more than thirty-two characters';
const now = () => new Date('2026-01-01T12:00:00Z');

it('reaches a private address only where it is allowed, and does not follow a redirect', async () => {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    verifyCallback({ headers: request.headers, body }, { secret, now });
    received.push(`${request.url} ${body}`);
    response.writeHead(request.url === '/moved' ? 307 : 204, { location: '/elsewhere' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const send = async (networks: readonly string[], host: string, path = '/') => {
    const connections = openGuardedConnections({ networks });
    const stop = new AbortController();
    // What is answered otherwise would be tried again.
    server.once('request', () => path === '/moved' && stop.abort());
    const means = { connections, now, signal: stop.signal };
    const taken = await sendFitConnectCallback({ url: `http://${host}:${port}${path}`, secret }, 'body', means);
    await connections.destroy();
    return taken;
  };
  try {
    expect([await send([], '127.0.0.1'), await send(['10.0.0.0/8'], 'localhost')]).toEqual([false, false]);
    expect(received).toEqual([]);
    expect(await send(['127.0.0.0/8'], '127.0.0.1')).toBe(true);
    expect(await send(['127.0.0.0/8'], '127.0.0.1', '/moved')).toBe(false);
    expect(received).toEqual(['/ body', '/moved body']);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
