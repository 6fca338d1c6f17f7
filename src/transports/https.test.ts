import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { Agent, getGlobalDispatcher, install, setGlobalDispatcher } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type HttpResult, isSecureUrl, postXml } from './https.ts';
import { outcomeOf } from './https-outcome.ts';

install();

const body = Buffer.from('<nachricht>Müller</nachricht>');
const signal = () => AbortSignal.timeout(10_000);
const openServers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  openServers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
}

/** Serves raw TCP: what a broken or half-dead server does with a connection. */
async function serveTcp(
  handle: (socket: Socket) => void,
): Promise<{ url: (scheme: string) => string; end: () => void }> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    handle(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const end = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: (scheme) => `${scheme}://127.0.0.1:${port}/`, end };
}

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCPSocketWrap|TLSWrap|ConnectWrap/.test(name)).length;
}

const poolBefore = getGlobalDispatcher();
const pool = new Agent();
beforeAll(() => setGlobalDispatcher(pool));
afterEach(async () => {
  await Promise.all(openServers.splice(0).map(close));
});
afterAll(async () => {
  await pool.close();
  setGlobalDispatcher(poolBefore);
  // Nothing of an exchange outlives it, whichever way it ended.
  await vi.waitFor(() => expect(openSockets()).toBe(0));
});

describe('postXml', () => {
  it('sends the bytes as they are and returns the answer', async () => {
    const seen: unknown[] = [];
    const url = await serve(async (request, response) => {
      const chunks = await request.toArray();
      seen.push(request.method, request.headers['content-type'], request.headers['content-length'], request.headers.x);
      response.writeHead(201, { 'x-answer': 'yes' }).end(Buffer.concat(chunks));
    });
    const result = await postXml({ url, body, headers: { x: 'key' }, signal: signal() });
    expect(result).toMatchObject({ kind: 'answer', status: 201 });
    if (result.kind !== 'answer') return;
    expect(Buffer.from(result.body)).toEqual(body);
    expect(result.headers.get('x-answer')).toBe('yes');
    expect(seen).toEqual(['POST', 'application/xml; charset=utf-8', String(body.length), 'key']);
    expect(outcomeOf(result)).toBeUndefined();
  });

  it('does not follow redirects', async () => {
    const paths: unknown[] = [];
    const url = await serve((request, response) => {
      paths.push(request.url);
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    const result = await postXml({ url, body, signal: signal() });
    expect(outcomeOf(result)).toEqual({ kind: 'rejected', findings: [{ id: 'http-307' }], answer: 'HTTP 307' });
    expect(paths).toEqual(['/']);
  });

  it('reads at most so many bytes, packed or not', async () => {
    const url = await serve((request, response) => {
      const packed = gzipSync(Buffer.alloc(3_000_000));
      if (request.url === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
      else if (request.url === '/error') response.writeHead(500).end(Buffer.alloc(3_000_000));
      else response.end(Buffer.alloc(Number(request.url?.slice(1))));
    });
    const post = (path: string, maxAnswerBytes?: number) =>
      postXml({ url: url + path, body, signal: signal(), ...(maxAnswerBytes && { maxAnswerBytes }) });
    expect(await post('1048576')).toMatchObject({ kind: 'answer', status: 200 });
    expect(await post('100', 100)).toMatchObject({ kind: 'answer', status: 200 });
    expect(await post('101', 100)).toEqual(unclear('HTTP 200, answer larger than 100 bytes'));
    expect(await post('gzip')).toEqual(unclear('HTTP 200, answer larger than 1048576 bytes'));
    expect(await post('error')).toMatchObject({ kind: 'answer', status: 500, body: new Uint8Array() });
  });

  it.each([
    ['http://portal.example/', 'the address is not https'],
    ['ftp://127.0.0.1/', 'the address is not https'],
    ['nowhere', 'the address is not a URL'],
    ['https://user:geheim@verfahren.example/', 'the address carries user and password; set them as options'],
  ])('does not post to %s', async (url, answer) => {
    expect(await postXml({ url, body, signal: signal() })).toEqual(unsent(answer));
  });

  it('posts over http to another host only when allowed', async () => {
    const url = 'http://verfahren.invalid/';
    const result = await postXml({ url, body, signal: signal(), allowInsecure: true });
    expect(result).toEqual(unsent('host not found'));
  });

  it('keeps a header that is none out of its answer', async () => {
    const url = await serve((_, response) => response.end());
    const result = await postXml({ url, body, headers: { authorization: 'Bearer geheim\nx' }, signal: signal() });
    expect(result).toEqual(unsent('connection failed'));
  });
});

describe('what is certain when it fails', () => {
  it('nothing was sent when nobody listens', async () => {
    const url = await serve(() => undefined);
    await Promise.all(openServers.splice(0).map(close));
    const result = await postXml({ url, body, signal: signal() });
    expect(result).toEqual(unsent('connection refused'));
    expect(outcomeOf(result)).toEqual({ kind: 'later', answer: 'connection refused' });
  });

  it('nothing was sent to a port that fetch refuses', async () => {
    const result = await postXml({ url: 'http://127.0.0.1:1/', body, signal: signal() });
    expect(result).toEqual(unsent('a port that HTTP clients refuse'));
  });

  it('nothing was sent when TLS fails or is cut', async () => {
    const plain = await serve((_, response) => response.end());
    expect(await postXml({ url: plain.replace('http:', 'https:'), body, signal: signal() })).toMatchObject({
      phase: 'before-send',
      answer: expect.stringMatching(/^TLS failed \(/),
    });
    const cutting = await serveTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await postXml({ url: cutting.url('https'), body, signal: signal() })).toEqual(unsent('connection cut'));
    cutting.end();
  });

  it('nothing was sent when the time was up before or while connecting', async () => {
    const url = await serve((_, response) => response.end());
    expect(await postXml({ url, body, signal: AbortSignal.abort() })).toEqual(unsent('no answer in time'));
    const silent = await serveTcp(() => undefined);
    const result = await postXml({ url: silent.url('https'), body, signal: AbortSignal.timeout(100) });
    expect(result).toEqual(unsent('no answer in time'));
    silent.end();
  });

  it('it is unclear when the connection is cut after sending began', async () => {
    const cutting = await serveTcp((socket) => socket.once('data', () => socket.destroy()));
    const result = await postXml({ url: cutting.url('http'), body, signal: signal() });
    expect(result).toEqual(unclear('connection cut'));
    expect(outcomeOf(result)).toEqual({ kind: 'unknown', answer: 'connection cut' });
    cutting.end();
  });

  it('it is unclear when a 2xx is cut, and a refusal stands', async () => {
    const url = await serve((request, response) => {
      response.writeHead(Number(request.url?.slice(1)), { 'content-length': 1000 });
      response.write('<half', () => response.destroy());
    });
    expect(await postXml({ url: `${url}200`, body, signal: signal() })).toEqual(unclear('connection cut'));
    expect(await postXml({ url: `${url}503`, body, signal: signal() })).toMatchObject({ kind: 'answer', status: 503 });
    expect(await postXml({ url: `${url}404`, body, signal: signal() })).toMatchObject({ kind: 'answer', status: 404 });
  });

  it('it is unclear when the time is up without an answer, or in the middle of one, and the connection ends', async () => {
    const closed = vi.fn();
    const controller = new AbortController();
    const url = await serve((request, response) => {
      request.socket.once('close', closed);
      if (request.url === '/half') response.write('<half');
      request.resume().once('end', () => setImmediate(() => controller.abort()));
    });
    expect(await postXml({ url, body, signal: controller.signal })).toEqual(unclear('no answer in time'));
    const half = postXml({ url: `${url}half`, body, signal: AbortSignal.timeout(200) });
    expect(await half).toEqual(unclear('no answer in time'));
    await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(2));
  });

  it('is told the same by the fetch and the agent that Node brings along', async () => {
    const cutting = await serveTcp((socket) => socket.once('data', () => socket.destroy()));
    // A process of its own, since here `install()` has put undici's in their place. Who asks first makes the agent.
    const script = `
      await fetch('data:,');
      const { postXml } = await import(${JSON.stringify(new URL('https.ts', import.meta.url).href)});
      const post = (url) => postXml({ url, body: Buffer.from('<a/>'), signal: AbortSignal.timeout(10_000) });
      console.log(JSON.stringify(await Promise.all(${JSON.stringify(['http', 'https'].map(cutting.url))}.map(post))));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    expect(JSON.parse(await text(child.stdout))).toEqual([unclear('connection cut'), unsent('connection cut')]);
    cutting.end();
  });

  it('it is unclear when fetch does not say', async () => {
    const network = setupServer(http.post('https://verfahren.example/', () => HttpResponse.error()));
    network.listen();
    const result = await postXml({ url: 'https://verfahren.example/', body, signal: signal() });
    network.close();
    expect(result).toEqual(unclear('connection failed'));
  });
});

describe('isSecureUrl', () => {
  it.each([
    ['https://verfahren.example/', true],
    ['http://localhost:8080/', true],
    ['http://127.0.0.5/', true],
    ['http://[::1]:8080/', true],
    ['http://2130706433/', true],
    ['http://127.0.0.1.evil.example/', false],
    ['http://localhost.evil.example/', false],
    ['http://10.0.0.1/', false],
    ['ws://localhost/', false],
    ['', false],
  ])('%s: %s', (url, expected) => {
    expect(isSecureUrl(url)).toBe(expected);
  });
});

function unsent(answer: string): HttpResult {
  return { kind: 'failed', phase: 'before-send', answer };
}

function unclear(answer: string): HttpResult {
  return { kind: 'failed', phase: 'unclear', answer };
}
