import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { install } from 'undici';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildReceipt } from '../../../src/domains/quittung/build-receipt.ts';
import { readBack } from '../../../src/domains/read-back.ts';
import type { DeliveryJob, Outcome } from '../../../src/sdk.ts';
import { type Certified, certify } from '../../../src/simulators/certificates.ts';
import { writeSampleMessage } from '../../../src/simulators/sample-message.ts';
import { testJob } from '../../../src/testing/delivery-job.ts';
import adapter from './adapter.ts';
import type { Options } from './options.ts';

install();

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = writeSampleMessage(uuid);
const receipt = buildReceipt({
  messageUuid: uuid,
  receivedAt: '2026-03-01T12:00:00.000+01:00',
  accepted: true,
  product: { name: 'Verfahren', manufacturer: 'Hersteller' },
});

let authority: Certified;
let office: Certified;
let ours: Certified;
let stranger: Certified;
let server: Server;
let base: string;
/** What came, in order. */
let seen: { path: string; authorization: string | undefined; body: string; client: string | undefined }[];
/** How the token endpoint answers, in order; the last one stays. */
let tokenAnswers: { status: number; body: string }[];
/** Tokens that the procedure takes; undefined: it asks for none. */
let valid: Set<string> | undefined;

beforeAll(async () => {
  authority = await certify('Zertifizierungsstelle');
  [office, ours, stranger] = await Promise.all([
    certify('localhost', authority),
    certify('Gateway', authority),
    certify('Fremder'),
  ]);
});

beforeEach(() => {
  seen = [];
  tokenAnswers = [{ status: 200, body: tokenOf('eins') }];
  valid = undefined;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function start(demandsCertificate: boolean): Promise<void> {
  server = createServer(
    { ...office, ca: authority.cert, requestCert: demandsCertificate, rejectUnauthorized: demandsCertificate },
    async (request, response) => {
      const { url: path = '', headers, socket } = request;
      const body = (await buffer(request)).toString();
      const client = (socket as TLSSocket).getPeerCertificate()?.subject?.CN;
      seen.push({ path, authorization: headers.authorization, body, client: String(client ?? '') || undefined });
      if (path === '/token') {
        const [answer = { status: 500, body: '' }] = tokenAnswers.length > 1 ? tokenAnswers.splice(0, 1) : tokenAnswers;
        return response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
      }
      const token = headers.authorization?.replace('Bearer ', '') ?? '';
      if (valid && !valid.has(token)) return response.writeHead(401).end();
      return response.writeHead(200, { 'content-type': 'application/xml' }).end(receipt);
    },
  );
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `https://localhost:${(server.address() as AddressInfo).port}`;
}

function tokenOf(value: string, more: object = { expires_in: 3600 }): string {
  return JSON.stringify({ access_token: value, token_type: 'Bearer', ...more });
}

const parse = (options: object) =>
  adapter.options.parse({ url: `${base}/nachrichten`, ca: authority.cert, ...options }) as Options;

function deliver(options: Options, parts: Partial<DeliveryJob<Options>> = {}): Promise<Outcome> {
  const job = testJob({
    message: { id: 'xmeld/26.11/1700', uuid, xml, content: () => readBack('xmeld/26.11/1700', xml) },
    deliveryKey: 'key-1',
    attempt: 1,
    options,
    signal: AbortSignal.timeout(10_000),
  });
  return adapter.deliver({ ...job, ...parts });
}

const paths = () => seen.map(({ path }) => path);
const delivered = { kind: 'delivered', answer: 'HTTP 200, receipt' };

describe('a procedure that demands a client certificate', () => {
  beforeEach(() => start(true));

  it('takes ours, over pooled connections', async () => {
    let connections = 0;
    server.on('secureConnection', () => {
      connections += 1;
    });
    const options = parse({ clientCertificate: ours.cert, clientKey: ours.key });
    for (let count = 0; count < 6; count += 1) expect(await deliver(options)).toMatchObject(delivered);
    expect(new Set(seen.map(({ client }) => client))).toEqual(new Set(['Gateway']));
    // One more may be opened when the first is not free again in the same moment.
    expect(connections).toBeLessThan(3);
  });

  // With TLS 1.3 a client hears of its refusal only after it has begun to send, so that nothing is certain.
  it('gets nothing from a stranger, nor without a certificate', async () => {
    const asStranger = parse({ clientCertificate: stranger.cert, clientKey: stranger.key });
    expect(await deliver(asStranger)).toMatchObject({ kind: expect.stringMatching(/later|unknown/) });
    expect(await deliver(parse({}))).toMatchObject({ kind: expect.stringMatching(/later|unknown/) });
    expect(seen).toEqual([]);
  });

  it('is for later with a key that does not belong to the certificate', async () => {
    const mixed = parse({ clientCertificate: ours.cert, clientKey: stranger.key });
    expect(await deliver(mixed)).toMatchObject({ kind: 'later' });
    expect(seen).toEqual([]);
  });

  it('is not spoken to when our CA does not vouch for it', async () => {
    const options = parse({ ca: stranger.cert, clientCertificate: ours.cert, clientKey: ours.key });
    expect(await deliver(options)).toMatchObject({ kind: 'later', answer: expect.stringContaining('TLS failed') });
    expect(await deliver(parse({ ca: undefined }))).toMatchObject({ kind: 'later' });
    expect(seen).toEqual([]);
  });

  it('gives tokens over the same connections', async () => {
    valid = new Set(['eins']);
    const certificate = { clientCertificate: ours.cert, clientKey: ours.key };
    const login = { tokenUrl: `${base}/token`, clientId: 'gateway', clientSecret: 'geheim' };
    expect(await deliver(parse({ ...certificate, ...login }))).toMatchObject(delivered);
    expect(seen.map(({ client }) => client)).toEqual(['Gateway', 'Gateway']);
  });
});

describe('a procedure that demands a token', () => {
  let options: Options;
  beforeEach(async () => {
    await start(false);
    valid = new Set(['eins']);
    options = parse({ tokenUrl: `${base}/token`, clientId: 'gate way', clientSecret: 'ge:heim', scope: 'nachrichten' });
  });

  it('gets one that is fetched once', async () => {
    expect(await deliver(options)).toMatchObject(delivered);
    expect(await deliver(options)).toMatchObject(delivered);
    expect(paths()).toEqual(['/token', '/nachrichten', '/nachrichten']);
    expect(seen[0]).toMatchObject({
      body: 'grant_type=client_credentials&scope=nachrichten',
      authorization: `Basic ${Buffer.from('gate+way:ge%3Aheim').toString('base64')}`,
    });
    expect(seen[1]).toMatchObject({ authorization: 'Bearer eins', body: Buffer.from(xml).toString() });
  });

  it('fetches one token for deliveries at the same time', async () => {
    const outcomes = await Promise.all([deliver(options), deliver(options), deliver(options)]);
    expect(outcomes).toMatchObject([delivered, delivered, delivered]);
    expect(paths().filter((path) => path === '/token')).toHaveLength(1);
  });

  it('gets a new one when the old one is refused, once', async () => {
    await deliver(options);
    valid = new Set(['zwei']);
    tokenAnswers = [{ status: 200, body: tokenOf('zwei') }];
    seen = [];
    expect(await deliver(options)).toMatchObject(delivered);
    expect(paths()).toEqual(['/nachrichten', '/token', '/nachrichten']);
    valid = new Set();
    seen = [];
    expect(await deliver(options)).toEqual({ kind: 'rejected', findings: [{ id: 'http-401' }], answer: 'HTTP 401' });
    expect(paths()).toEqual(['/nachrichten', '/token', '/nachrichten']);
  });

  it('gets a new one before the old one ends', async () => {
    tokenAnswers = [{ status: 200, body: tokenOf('eins', { expires_in: 20 }) }];
    await deliver(options);
    await deliver(options);
    expect(paths()).toEqual(['/token', '/nachrichten', '/token', '/nachrichten']);
  });

  it.each([
    [{ status: 401, body: '{"error":"invalid_client"}' }, 'no token: HTTP 401'],
    [{ status: 503, body: '' }, 'no token: HTTP 503'],
    [{ status: 302, body: '' }, 'no token: HTTP 302'],
    [{ status: 200, body: '{}' }, 'no token: the answer has none'],
    [{ status: 200, body: 'eins' }, 'no token: the answer has none'],
    [{ status: 200, body: tokenOf('e\r\nins') }, 'no token: the answer has none'],
    [{ status: 200, body: tokenOf('eins').replace('Bearer', 'mac') }, 'no token: the answer has none'],
  ])('gets nothing while there is no token (%j)', async (answer, said) => {
    tokenAnswers = [answer];
    expect(await deliver(options)).toEqual({ kind: 'later', answer: said });
    expect(paths()).toEqual(['/token']);
    tokenAnswers = [{ status: 200, body: tokenOf('eins') }];
    expect(await deliver(options)).toMatchObject(delivered);
  });

  it('gets nothing when time is up', async () => {
    expect(await deliver(options, { signal: AbortSignal.abort() })).toMatchObject({ kind: 'later' });
    expect(paths()).not.toContain('/nachrichten');
  });
});

describe('options', () => {
  beforeEach(() => start(false));
  const login = { tokenUrl: 'https://anmeldung.example/token', clientId: 'a', clientSecret: 'geheim' };

  it.each([
    [{ ...login, clientId: undefined }, ['clientId']],
    [{ ...login, clientSecret: undefined }, ['clientSecret']],
    [{ ...login, tokenUrl: undefined }, ['tokenUrl']],
    [{ ...login, tokenUrl: 'http://anmeldung.example/' }, ['tokenUrl']],
    [{ ...login, token: 'a' }, ['token']],
    [{ ...login, user: 'a', password: 'geheim' }, ['user']],
    [{ clientCertificate: 'geheim', clientKey: 'geheim' }, ['clientCertificate', 'clientKey']],
    [{ clientKeyPassphrase: 'geheim' }, ['clientKeyPassphrase']],
  ])('%j has faults at %j', (given, members) => {
    const { error } = adapter.options.safeParse({ url: 'https://verfahren.example', ...given });
    expect(error?.issues.map(({ path }) => path[0])).toEqual(members);
    expect(JSON.stringify(error?.issues)).not.toContain('geheim');
  });

  it('wants certificate and key together', () => {
    const url = 'https://verfahren.example';
    const half = [{ clientCertificate: ours.cert }, { clientKey: ours.key }];
    for (const given of half) {
      const { error } = adapter.options.safeParse({ url, ...given });
      expect(error?.issues.map(({ path }) => path[0])).toEqual(['clientKey']);
    }
  });
});
