import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiKey } from '../../src/store/api-keys.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/database.ts';
import { destinationId } from './facade.ts';
import { testKeys } from './keys.ts';

/** A gateway that can be started as a process of its own, again and again. */
export interface County {
  readonly database: TestDatabase;
  readonly environment: NodeJS.ProcessEnv;
}

/** Two counties: one sends to a destination of FIT-Connect, the other one is its delivery service and picks up there. */
export interface TwoCounties extends AsyncDisposable {
  readonly sending: County;
  readonly receiving: County;
  /** Of a portal at the sending county. */
  readonly key: string;
}

const leika = '99003002022000';
const identifier = `urn:de:fim:leika:leistung:${leika}`;
const schemaUri = 'https://schema.fitko.de/fim/s99000001_1.0.schema.json';

/** @param procedureUrl where the receiving county delivers. */
export async function openTwoCounties(procedureUrl: string): Promise<TwoCounties> {
  const cleanup = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'two-counties-'));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  const [encryption, signature, ofService] = await Promise.all([
    testKeys('encryption', 'encryption'),
    testKeys('signature', 'signature'),
    testKeys('service', 'signature'),
  ]);
  const files = {
    'encryption.json': encryption.private,
    'encryption.public.json': encryption.public,
    'signature.json': signature.private,
    'signature.public.json': signature.public,
    'service.json': ofService.private,
  };
  for (const [name, jwk] of Object.entries(files)) await writeFile(join(folder, name), JSON.stringify(jwk));

  const open = async (name: string, network: string, port: number): Promise<County> => {
    const database = await createTestDatabase();
    cleanup.defer(database.drop);
    await writeFile(join(folder, `${name}.yaml`), network);
    const sealKey = randomBytes(32).toString('base64');
    const settings = {
      DATABASE_URL: database.url,
      ZUSTELLWERK_DATA: join(folder, name),
      ZUSTELLWERK_CONFIG: join(folder, `${name}.yaml`),
      ZUSTELLWERK_SEAL_KEY: 'env:SEAL_KEY',
      SEAL_KEY: sealKey,
      PORT: String(port),
      FIT_SECRET: 'a secret that has 32 characters or more',
      MELDEWESEN_URL: procedureUrl,
      GEWERBE_URL: procedureUrl,
      MELDEWESEN_TOKEN: 'secret',
      GEWERBE_TOKEN: 'secret',
    };
    return { database, environment: { ...process.env, ...settings } };
  };
  const port = await findFreePort();
  const address = `http://127.0.0.1:${port}/fit-connect`;
  const sample = await readFile('config/network.yaml', 'utf8');
  const receiving = await open('receiving', sample + writeReceiver(address, encryption.public.kid), port);
  const sending = await open('sending', writeSender(sample, address), 0);
  const { key } = await createApiKey(sending.database.kysely, 'portal', 'kreisportal', new Date());
  return { sending, receiving, key, [Symbol.asyncDispose]: () => cleanup.disposeAsync() };
}

function writeReceiver(address: string, encryptionKid: string): string {
  return `
fitConnect:
  facade:
    address: ${address}
    signingKey: file:service.json
    clients:
      - { id: sender, secret: "env:FIT_SECRET", scopes: ["send:region:DE03457"] }
      - { id: subscriber, secret: "env:FIT_SECRET", scopes: ["subscribe:destination:${destinationId}"] }
    destinations:
      - id: ${destinationId}
        name: Gesundheitsamt
        keys: [encryption.public.json, signature.public.json]
        encryptionKid: ${encryptionKid}
        keyHeldBy: gateway
        metadataVersions: ["2.1.0"]
        services:
          - identifier: ${identifier}
            regions: [DE03457]
            submissionSchemas: [{ schemaUri: "${schemaUri}", mimeType: application/json }]
sources:
  - id: kreis-fit-connect
    kind: fit-connect
    authority: kreis
    portal: kreisportal
    environment: test
    tokenUrl: ${address}/token
    submissionApi: ${address}
    destinationId: ${destinationId}
    clientId: subscriber
    clientSecret: "env:FIT_SECRET"
    decryptionKeys: ["file:encryption.json"]
    signingKey: "file:signature.json"
    poll: 200ms
    services:
      - { leika: "${leika}", service: infektionsschutzbelehrung, region: "034570013013" }
`;
}

/** The sample network, whose county procedure is now a destination of FIT-Connect. */
function writeSender(sample: string, address: string): string {
  const options = `{ environment: test, tokenUrl: "${address}/token", submissionApi: "${address}", clientId: sender,
      clientSecret: "env:FIT_SECRET", destinationId: ${destinationId}, askEvery: 1, service: "${identifier}",
      serviceName: Belehrung, schemaUri: "${schemaUri}" }
    delivery: { parallel: 8, firstPause: 1s, longestPause: 2s }
    breaker: { failures: 1000, pause: 1s }`;
  const place = sample.indexOf('  - id: kreis-antraege');
  const own = sample.slice(place).replace('adapter: xoev-https', 'adapter: fit-connect').replace('*gewerbe', options);
  return sample.slice(0, place) + own;
}

/** The delivery service keeps its address when it is started again. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
