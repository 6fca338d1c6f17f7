import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { readSettings } from '../config/settings.ts';
import { type Gateway, type GatewayOptions, openGateway } from '../gateway.ts';
import { createApiKey } from '../store/api-keys.ts';
import type { Role } from '../store/tables.ts';
import { createTestDatabase } from './database.ts';

/** A gateway on a database of its own, called in-process. */
export interface TestGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly dataFolder: string;
  /** Everything that was logged. */
  readonly logged: () => string;
  key(role: Role, subject: string, network?: string): Promise<string>;
  /** One request; `key` goes into the Authorization header, an object body is sent as JSON. */
  call(path: string, options?: CallOptions): Promise<Response>;
}

export interface CallOptions {
  readonly key?: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface TestGatewayOptions extends Pick<GatewayOptions, 'now' | 'acts'> {
  readonly config?: string;
  readonly url?: string;
  /** Further settings, as in the environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Opens the sample network, or another one, with procedures that nobody runs unless `url` names one. */
export async function openTestGateway({
  config = 'config/network.yaml',
  url = 'http://127.0.0.1:9/nachrichten',
  environment = {},
  ...options
}: TestGatewayOptions = {}): Promise<TestGateway> {
  const database = await createTestDatabase();
  const data = await mkdtemp(join(tmpdir(), 'gateway-'));
  Object.assign(process.env, {
    MELDEWESEN_URL: url,
    GEWERBE_URL: url,
    MELDEWESEN_TOKEN: 'secret',
    GEWERBE_TOKEN: 'secret',
  });
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const settings = readSettings({
    DATABASE_URL: database.url,
    ZUSTELLWERK_DATA: data,
    ZUSTELLWERK_CONFIG: config,
    ...environment,
  });
  const gateway = await openGateway({ settings, log: pino({ level: 'debug' }, sink), ...options });
  return {
    gateway,
    dataFolder: data,
    logged: () => lines.join(''),
    key: async (role, subject, network) =>
      (await createApiKey(database.kysely, role, subject, new Date(), network)).key,
    call: async (path, { key, method, body, headers = {} } = {}) => {
      const raw =
        body === undefined || typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
      const init: RequestInit & { duplex?: 'half' } = {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body), duplex: 'half' }),
      };
      return gateway.app.request(path, init);
    },
    [Symbol.asyncDispose]: async () => {
      await gateway.stop(0);
      await database.drop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** A submission that is in order; `change` may spoil it. */
export function sampleSubmission(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    serviceId: 'meldebescheinigung',
    region: '034570013013',
    profile: 'native',
    data: {
      person: { familyName: 'Mustermann', givenNames: 'Erika', birthDate: '1990-05-12' },
      address: { street: 'Musterstraße', houseNumber: '12', postalCode: '26789' },
      certificate: { delivery: '01' },
    },
    ...change,
  };
}

/** Uploads the files of a fixture: for `bringFiles`. */
export function uploadTo(house: TestGateway, key: string) {
  return async (path: string, body: Uint8Array, mediaType: string): Promise<{ id: string }> => {
    const response = await house.call(path, { key, body, headers: { 'content-type': mediaType } });
    return (await response.json()) as { id: string };
  };
}
