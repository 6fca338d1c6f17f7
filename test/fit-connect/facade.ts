import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { pino } from 'pino';
import { readSettings } from '../../src/config/settings.ts';
import * as fitConnect from '../../src/fit-connect/index.ts';
import { type Gateway, openGateway } from '../../src/gateway.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/database.ts';
import { testKeys } from './keys.ts';
import { service, submissionSchema } from './memory-service.ts';

/** Gateways with a delivery service of FIT-Connect, over real HTTP and a real database. */
export interface Facade extends AsyncDisposable {
  readonly url: string;
  readonly gateway: Gateway;
  readonly database: TestDatabase;
  /** A further gateway on the same database; its address. */
  readonly openAnother: () => Promise<string>;
  /** What a gateway process of its own needs to join. */
  readonly environment: Readonly<Record<string, string>>;
  readonly keys: Record<'encryption' | 'signature' | 'service', fitConnect.CreatedKeys>;
}

export const destinationId = '40847c29-06aa-40e2-bf28-c29884c694c4';
export const otherDestinationId = '50847c29-06aa-40e2-bf28-c29884c694c4';
export const inactiveId = '60847c29-06aa-40e2-bf28-c29884c694c4';
export const clientSecret = 'a secret that has 32 characters or more';

/** Clients of the façade, by what they may. */
const clients = {
  sender: ['send:region:DE03457'],
  otherSender: ['send:region:DE03'],
  elsewhere: ['send:region:DE09'],
  subscriber: [`subscribe:destination:${destinationId}`],
  otherSubscriber: [`subscribe:destination:${otherDestinationId}`],
} as const;
export type ClientName = keyof typeof clients;

interface FacadeOptions {
  readonly now?: () => Date;
  /** Of a subscriber on this machine, and what its certificate is checked against. */
  readonly callback?: { readonly url: string; readonly ca: string };
}

export async function openFacade({ now, callback }: FacadeOptions = {}): Promise<Facade> {
  const [encryption, signature, ofService] = await Promise.all([
    testKeys('encryption', 'encryption'),
    testKeys('signature', 'signature'),
    testKeys('service', 'signature'),
  ]);
  const keys = { encryption, signature, service: ofService };
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'facade-'));
  const cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  cleanup.defer(database.drop);
  const files = {
    'encryption.json': encryption.public,
    'signature.json': signature.public,
    'service.json': ofService.private,
  };
  for (const [name, jwk] of Object.entries(files)) await writeFile(join(folder, name), JSON.stringify(jwk));
  await writeFile(join(folder, 'ca.pem'), callback?.ca ?? '');
  process.env.FIT_TEST_SECRET = clientSecret;

  const environment = {
    DATABASE_URL: database.url,
    ZUSTELLWERK_DATA: folder,
    ZUSTELLWERK_CONFIG: join(folder, 'network.json'),
  };

  const listen = async () => {
    const late: { gateway?: Gateway } = {};
    const server = createServer(
      getRequestListener(
        (request, env) => late.gateway?.app.fetch(request, env) ?? new Response(null, { status: 503 }),
      ),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanup.defer(() => {
      server.closeAllConnections();
      server.close();
    });
    return { late, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  };
  const open = async (late: { gateway?: Gateway }) => {
    const settings = readSettings(environment);
    const gateway = await openGateway({ settings, log: pino({ level: 'silent' }), ...(now && { now }) });
    cleanup.defer(() => gateway.stop(0));
    late.gateway = gateway;
    return gateway;
  };
  const first = await listen();
  const url = `${first.address}/fit-connect`;
  // JSON is YAML.
  await writeFile(join(folder, 'network.json'), JSON.stringify(writeNetwork(url, callback?.url)));
  const gateway = await open(first.late);
  return {
    url,
    gateway,
    database,
    environment,
    keys,
    openAnother: async () => {
      const another = await listen();
      await open(another.late);
      return `${another.address}/fit-connect`;
    },
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  };
}

function writeNetwork(address: string, callbackUrl?: string) {
  const services = [{ identifier: service.identifier, regions: ['DE03457'], submissionSchemas: [submissionSchema] }];
  const destination = {
    name: 'Bauamt',
    keys: ['encryption.json', 'signature.json'],
    encryptionKid: 'encryption-0000-0000',
    metadataVersions: ['1.0.0', '2.1.2'],
    services,
  };
  return {
    network: { id: 'landkreis', name: 'Landkreis' },
    fitConnect: {
      facade: {
        address,
        signingKey: 'file:service.json',
        ...(callbackUrl && { callbacks: { networks: ['127.0.0.0/8'], ca: 'file:ca.pem' } }),
        clients: Object.entries(clients).map(([id, scopes]) => ({ id, secret: 'env:FIT_TEST_SECRET', scopes })),
        destinations: [
          {
            ...destination,
            id: destinationId,
            ...(callbackUrl && { callback: { url: callbackUrl, secret: 'env:FIT_TEST_SECRET' } }),
          },
          { ...destination, id: otherDestinationId, keyHeldBy: 'gateway' },
          { ...destination, id: inactiveId, status: 'inactive' },
        ],
      },
    },
  };
}

export async function fetchToken(url: string, clientId: string, secret = clientSecret): Promise<Response> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
  });
  return fetch(`${url}/token`, { method: 'POST', body });
}

/** Our own client of the Submission API. */
export function createApi(url: string, version: fitConnect.ApiVersion, clientId: ClientName, issuer = url) {
  const tokens = fitConnect.createTokenSource({ tokenUrl: `${url}/token`, clientId, clientSecret });
  const trust = { environment: 'test' } as const;
  return fitConnect.createSubmissionApi({ version, baseUrl: url, tokens, trust, serviceIssuers: [issuer] });
}

/** Plain requests of a client. */
export async function createCaller(url: string, clientId: ClientName) {
  const { access_token: token } = (await (await fetchToken(url, clientId)).json()) as { access_token: string };
  return async (method: string, path: string, body?: unknown, contentType?: string) => {
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const type = contentType ?? (typeof body === 'string' ? 'application/jose' : 'application/json');
    return fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(text !== undefined && { 'content-type': type }) },
      ...(text !== undefined && { body: text }),
    });
  };
}

/** Opens a submission with content that is ready to be submitted. */
export async function prepare(api: fitConnect.SubmissionApi, files: readonly Buffer[], more: { caseId?: string } = {}) {
  const destination = await api.readDestination(destinationId);
  const key = await api.readEncryptionKey(destination);
  const attachments = await Promise.all(
    files.map(async (file) => {
      const encrypted = await fitConnect.encryptJwe(file, key, 'application/pdf');
      return {
        attachmentId: fitConnect.newAttachmentId(),
        encrypted,
        purpose: 'attachment',
        mimeType: 'application/pdf',
      } as const;
    }),
  );
  const ids = await api.announce({
    destinationId,
    attachments: attachments.map(({ attachmentId }) => attachmentId),
    service,
    ...more,
  });
  for (const { attachmentId, encrypted } of attachments) {
    await api.uploadAttachment(ids.submissionId, attachmentId, () => new Blob([encrypted.jwe]).stream());
  }
  const sent = await fitConnect.encryptSubmission(
    { metadataVersion: '2.1.0', data: { content: Buffer.from('{}'), ...submissionSchema }, attachments },
    key,
  );
  const { encryptedMetadata, encryptedData, authenticationTags } = sent;
  return { destination, ids, content: { encryptedMetadata, encryptedData }, authenticationTags };
}

/** Picks one submission up, as far as the answer. */
export async function pickUp(
  api: fitConnect.SubmissionApi,
  ids: fitConnect.SubmissionIds,
  version: fitConnect.ApiVersion,
  key: fitConnect.DecryptionKey,
) {
  return fitConnect.decryptSubmission<Uint8Array>(await api.readSubmission(ids), {
    ...api.trustFor(ids),
    version,
    eventLog: await api.readEventLog(ids.caseId),
    keys: [key],
    destination: await api.readDestination(ids.destinationId),
    readAttachment: (id) => api.readAttachment(ids.submissionId, id),
    openSink: async () => fitConnect.openMemorySink(),
  });
}
