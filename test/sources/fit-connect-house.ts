import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as fitConnect from '../../src/fit-connect/index.ts';
import { type HttpService, listenAsService } from '../fit-connect/http-service.ts';
import { testKeys } from '../fit-connect/keys.ts';
import { MemoryService } from '../fit-connect/memory-service.ts';

/** FIT-Connect with a destination that the sample network picks up, and a sender that submits there. */
export interface FitHouse extends AsyncDisposable {
  readonly memory: MemoryService;
  readonly http: HttpService;
  /** The sample network with the source. */
  readonly config: string;
  /** What submissions are encrypted with. */
  readonly key: fitConnect.RsaJwk;
  readonly send: (wishes?: Sending) => Promise<fitConnect.SubmissionIds>;
  /** Names of the events of a submission, in order, as its log has them. */
  readonly eventsOf: (ids: fitConnect.SubmissionIds) => fitConnect.SecurityEvent['name'][];
  readonly payloadOf: (ids: fitConnect.SubmissionIds) => { readonly problems?: readonly fitConnect.Problem[] };
}

export interface Sending {
  readonly data?: unknown;
  readonly xml?: string;
  readonly files?: readonly { readonly name: string; readonly content: Uint8Array; readonly purpose?: 'form' }[];
  readonly metadata?: Record<string, unknown>;
  readonly identifier?: string;
  readonly schemaUri?: string;
  /** Spoils what was encrypted, on the way to the service. */
  readonly spoil?: (sent: { encryptedMetadata: string; encryptedData: string }) => Promise<object> | object;
  readonly key?: fitConnect.RsaJwk;
}

const leika = '99003002022000';
const jsonSchema = {
  schemaUri: 'https://schema.fitko.de/fim/s99000001_1.0.schema.json',
  mimeType: 'application/json',
} as const;
const xmlSchema = {
  schemaUri: 'https://schema.fitko.de/fim/s99000001_1.0.xsd',
  mimeType: 'application/xml',
} as const;
const identifier = `urn:de:fim:leika:leistung:${leika}`;

export const callbackSecret = 'a secret of more than thirty-two characters';

/** FIM JSON of the form `infektionsschutzbelehrung`, as its fixture has it. */
export function sampleData(): Record<string, unknown> {
  const file = new URL('../../fixtures/infektionsschutzbelehrung/native-fim-json.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).request.data;
}

export async function openFitHouse(settings = 'accept: on-receipt', poll = '100ms'): Promise<FitHouse> {
  const [encryption, signature, ofService] = await Promise.all([
    testKeys('encryption', 'encryption'),
    testKeys('signature', 'signature'),
    testKeys('service', 'signature'),
  ]);
  const memory = new MemoryService(ofService, [encryption.public, signature.public]);
  memory.services = [{ identifier, regions: ['DE'], submissionSchemas: [jsonSchema, xmlSchema] }];
  const http = await listenAsService(memory);
  const folder = await mkdtemp(join(tmpdir(), 'fit-source-'));
  const config = await writeNetwork(folder, memory, http, `poll: ${poll}\n    ${settings}`);
  await writeFile(join(folder, 'encryption.json'), JSON.stringify(encryption.private));
  await writeFile(join(folder, 'signature.json'), JSON.stringify(signature.private));
  const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  const logOf = ({ caseId }: fitConnect.SubmissionIds) => (memory.logs.get(caseId) ?? []).map(claimsOf);
  return {
    memory,
    http,
    config,
    send: (wishes = {}) => send(memory, encryption.public, wishes),
    key: encryption.public,
    eventsOf: (ids) =>
      logOf(ids).map(({ events }) => Object.keys(events)[0]?.replace(/.*\//, '') as 'accept-submission'),
    payloadOf: (ids) => Object.values(logOf(ids).at(-1).events)[0] as object,
    [Symbol.asyncDispose]: async () => {
      http.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function writeNetwork(folder: string, memory: MemoryService, http: HttpService, settings: string) {
  const sample = readFileSync('config/network.yaml', 'utf8');
  const source = `
sources:
  - id: kreis-fit-connect
    kind: fit-connect
    authority: kreis
    portal: kreisportal
    environment: test
    tokenUrl: "${http.tokenUrl}"
    submissionApi: "${http.url}"
    destinationId: ${memory.destinationId}
    clientId: subscriber
    clientSecret: "env:FIT_CLIENT_SECRET"
    decryptionKeys: ["file:encryption.json"]
    signingKey: "file:signature.json"
    callbackSecret: "env:FIT_CALLBACK_SECRET"
    ${settings}
    services:
      - { leika: "${leika}", service: infektionsschutzbelehrung, region: "034570013013", leaveOut: [form] }
`;
  Object.assign(process.env, { FIT_CLIENT_SECRET: 'secret', FIT_CALLBACK_SECRET: callbackSecret });
  const config = resolve(folder, 'network.yaml');
  await writeFile(config, sample + source);
  return config;
}

async function send(memory: MemoryService, key: fitConnect.RsaJwk, wishes: Sending): Promise<fitConnect.SubmissionIds> {
  const ask = (method: string, path: string, body: string) =>
    memory.handle(method, new URL(`/v2${path}`, memory.url), body);
  const files = await Promise.all(
    (wishes.files ?? []).map(async ({ name, content, purpose = 'attachment' as const }) => ({
      attachmentId: fitConnect.newAttachmentId(),
      encrypted: await fitConnect.encryptJwe(content, key, 'application/pdf'),
      purpose,
      mimeType: 'application/pdf',
      filename: name,
    })),
  );
  const announced = await ask(
    'POST',
    '/submissions',
    JSON.stringify({
      announcedAttachments: files.map(({ attachmentId }) => attachmentId),
      publicService: { identifier: wishes.identifier ?? identifier },
    }),
  );
  const ids = announced.json as fitConnect.SubmissionIds;
  for (const { attachmentId, encrypted } of files) {
    await ask('PUT', `/submissions/${ids.submissionId}/attachments/${attachmentId}`, encrypted.jwe);
  }
  const schema = wishes.xml === undefined ? jsonSchema : xmlSchema;
  const content = Buffer.from(wishes.xml ?? JSON.stringify(wishes.data ?? sampleData()));
  const data = {
    content,
    mimeType: schema.mimeType,
    schemaUri: wishes.schemaUri ?? schema.schemaUri,
  };
  const { encryptedMetadata, encryptedData } = await fitConnect.encryptSubmission(
    { metadataVersion: '2.1.0', data, attachments: files, ...(wishes.metadata && { metadata: wishes.metadata }) },
    wishes.key ?? key,
  );
  const sent = (await wishes.spoil?.({ encryptedMetadata, encryptedData })) ?? { encryptedMetadata, encryptedData };
  await ask('PUT', `/submissions/${ids.submissionId}`, JSON.stringify(sent));
  return ids;
}
