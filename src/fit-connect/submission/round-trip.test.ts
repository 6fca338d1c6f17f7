import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { testKeys } from '../../../test/fit-connect/keys.ts';
import { MemoryService, service, submissionSchema } from '../../../test/fit-connect/memory-service.ts';
import { reasonOf } from '../../../test/fit-connect/reason.ts';
import * as fitConnect from '../index.ts';

/** A submission from the sender to the answer, with a service in between; and everything that can be done to it. */

let keys: Record<'encryption' | 'other' | 'signature' | 'service' | 'foreign', fitConnect.CreatedKeys>;
beforeAll(async () => {
  const [encryption, other, signature, ofService, foreign] = await Promise.all([
    testKeys('encryption', 'encryption'),
    testKeys('other', 'encryption'),
    testKeys('signature', 'signature'),
    testKeys('service', 'signature'),
    testKeys('foreign', 'signature'),
  ]);
  keys = { encryption, other, signature, service: ofService, foreign };
}, 120_000);

const trust = { environment: 'test' } as const;
const files = [Buffer.from('a plan'), randomBytes(70_000)];

/** All that a subscriber fetches; tests change it. */
interface Fetched {
  raw: Record<string, unknown>;
  eventLog: string[];
  attachments: Map<string, string>;
  version: fitConnect.ApiVersion;
  keys: readonly fitConnect.DecryptionKey[];
  tags: fitConnect.AuthenticationTags;
  memory: MemoryService;
  ids: fitConnect.SubmissionIds;
}

async function encryptFile(content: Buffer) {
  const pieces: string[] = [];
  const source = new Blob([content]).stream();
  const encrypted = await fitConnect.encryptAttachment(
    source,
    keys.encryption.public,
    'application/pdf',
    async (text) => pieces.push(text),
  );
  return { encrypted, jwe: pieces.join(''), attachmentId: fitConnect.newAttachmentId() };
}

interface Changes {
  readonly data?: Buffer;
  readonly metadata?: Record<string, unknown>;
  readonly schemaUri?: string;
  readonly version?: fitConnect.ApiVersion;
}

/** Sends a submission and fetches it. */
async function deliver({
  data = Buffer.from('{"bau":"vorhaben"}'),
  version = 'v2',
  ...changes
}: Changes = {}): Promise<Fetched> {
  const memory = new MemoryService(keys.service, [keys.encryption.public, keys.signature.public]);
  const request = async (method: string, path: string, body: unknown = '') => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return (await memory.handle(method, new URL(`/${version}${path}`, memory.url), text)).json as never;
  };
  const encryptedFiles = await Promise.all(files.map(encryptFile));
  const key = await fitConnect.checkKey(keys.encryption.public, { purpose: 'encrypt', trust });
  const sent = await fitConnect.encryptSubmission(
    {
      metadataVersion: '2.1.0',
      data: { content: data, ...submissionSchema, ...(changes.schemaUri && { schemaUri: changes.schemaUri }) },
      attachments: encryptedFiles.map(({ encrypted, attachmentId }) => ({
        attachmentId,
        encrypted,
        purpose: 'attachment',
        mimeType: 'application/pdf',
      })),
      ...(changes.metadata && { metadata: changes.metadata }),
    },
    key,
  );
  const announcedAttachments = encryptedFiles.map(({ attachmentId }) => attachmentId);
  const ids: fitConnect.SubmissionIds = await request('POST', '/submissions', {
    destinationId: memory.destinationId,
    announcedAttachments,
    publicService: service,
  });
  const path = `/submissions/${ids.submissionId}`;
  for (const { attachmentId, jwe } of encryptedFiles) await request('PUT', `${path}/attachments/${attachmentId}`, jwe);
  const { encryptedMetadata, encryptedData } = sent;
  await request('PUT', path, { encryptedMetadata, encryptedData });
  return {
    raw: await request('GET', path),
    eventLog: [...(memory.logs.get(ids.caseId) ?? [])],
    attachments: new Map(encryptedFiles.map(({ attachmentId, jwe }) => [attachmentId, jwe])),
    version,
    keys: [keys.other.private, keys.encryption.private],
    tags: sent.authenticationTags,
    memory,
    ids,
  };
}

const contextOf = ({ memory, ids }: Fetched): fitConnect.EventContext => ({
  ...ids,
  serviceIssuers: [memory.url],
  findServiceKey: fitConnect.findInKeySet({ keys: [keys.service.public] }),
  findDestinationKey: fitConnect.findInKeySet({ keys: [keys.signature.public] }),
  trust,
});

const destination = {
  services: [{ ...service, regions: ['DE'], submissionSchemas: [submissionSchema] }],
  metadataVersions: ['2.1.2'],
};

async function pickUp(fetched: Fetched, changes: Partial<fitConnect.PickUp<Uint8Array>> = {}) {
  const submission = fitConnect.readSubmission(fetched.raw);
  if (!submission) throw new Error('not a submission');
  return fitConnect.decryptSubmission<Uint8Array>(submission, {
    ...contextOf(fetched),
    version: fetched.version,
    eventLog: fetched.eventLog,
    keys: fetched.keys,
    destination,
    readAttachment: async (id) => fetched.attachments.get(id),
    openSink: async () => fitConnect.openMemorySink(),
    ...changes,
  });
}

const event = (name: fitConnect.EventName, { ids }: Fetched, key: fitConnect.CreatedKeys, more: object = {}) =>
  fitConnect.signSecurityEvent(
    { name, issuer: ids.destinationId, caseId: ids.caseId, subjectId: ids.submissionId, ...more },
    key.private,
  );

describe('a submission', () => {
  it.each(['v1', 'v2'] as const)('comes through in %s, is accepted, and the sender can tell', async (version) => {
    const fetched = await deliver({ version });
    const opened = await pickUp(fetched);
    expect(Buffer.from(opened.data?.content ?? []).toString()).toBe('{"bau":"vorhaben"}');
    expect(opened.attachments.map(({ content }) => Buffer.from(content))).toEqual(files);
    expect(opened).toMatchObject({ state: 'submitted', metadataVersion: '2.1.0', authenticationTags: fetched.tags });

    const accept = await fitConnect.signAccept(opened, opened.authenticationTags, keys.signature.private);
    const { status } = await fetched.memory.handle(
      'POST',
      new URL(`/${version}/cases/${opened.caseId}/events`, fetched.memory.url),
      accept,
    );
    expect(status).toBe(204);
    const log = await fitConnect.verifyEventLog(fetched.memory.logs.get(opened.caseId) ?? [], contextOf(fetched));
    expect(log.state).toBe('accepted');
    fitConnect.checkAnswer(log.events, fetched.tags);
    const foreignTags = { ...fetched.tags, metadata: 'A'.repeat(22) };
    expect(await reasonOf(() => fitConnect.checkAnswer(log.events, foreignTags))).toBe('TAG_MISMATCH');
  });

  it('is rejected with a problem that the sender can read', async () => {
    const fetched = await deliver({ data: Buffer.from('no JSON') });
    const error = await pickUp(fetched).catch((thrown: unknown) => thrown);
    if (!(error instanceof fitConnect.SubmissionRefused) || !error.problem) throw error;
    expect([error.reason, error.instance]).toEqual(['DATA_SYNTAX', 'data']);
    const reject = await fitConnect.signReject(fetched.ids, [error.problem], keys.signature.private);
    const { state, events } = await fitConnect.verifyEventLog([...fetched.eventLog, reject], contextOf(fetched));
    expect(state).toBe('rejected');
    expect(events.at(-1)?.problems).toEqual([error.problem]);
  });

  it('is picked up beside others in its case', async () => {
    const fetched = await deliver();
    const other = { subjectId: fitConnect.newAttachmentId(), issuer: fetched.memory.url };
    const another = await event('create-submission', fetched, keys.service, other);
    fetched.eventLog.splice(1, 0, another);
    expect((await pickUp(fetched)).state).toBe('submitted');
  });

  it('may write its ids in another case in every place', async () => {
    const fetched = await deliver();
    const capitals = (ids: Iterable<string>) => [...ids].map((id) => id.toUpperCase());
    fetched.raw.attachments = capitals(fetched.attachments.keys());
    fetched.raw.caseId = String(fetched.raw.caseId).toUpperCase();
    const asked: string[] = [];
    const readAttachment = async (id: string) => {
      asked.push(id);
      return fetched.attachments.get(id.toLowerCase());
    };
    await pickUp(fetched, { readAttachment });
    expect(asked).toEqual(fetched.raw.attachments);
  });

  it('that was answered before opens only on demand', async () => {
    const fetched = await deliver();
    fetched.eventLog.push(await event('reject-submission', fetched, keys.signature, { payload: { problems: [] } }));
    expect(await reasonOf(() => pickUp(fetched))).toBe('LOG_CLOSED');
    expect((await pickUp(fetched, { evenIfClosed: true })).state).toBe('rejected');
  });

  it('may be forwarded before', async () => {
    const fetched = await deliver();
    fetched.eventLog.push(await event('forward-submission', fetched, keys.signature));
    expect((await pickUp(fetched)).state).toBe('forwarded');
  });
});

type Manipulation = [reason: string, what: string, change: (fetched: Fetched) => unknown, sent?: Changes];

const [plan, photo] = [0, 1];
const idAt = (fetched: Fetched, index: number) => [...fetched.attachments.keys()][index] ?? '';

/** A metadata JWE as a forger with the public key could write it. */
function encryptAnything(header: object, content: Buffer, padding = constants.RSA_PKCS1_OAEP_PADDING) {
  const { kid, kty, n, e } = keys.encryption.public;
  const own = { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid, cty: 'application/json', ...header };
  const head = Buffer.from(JSON.stringify(own)).toString('base64url');
  const [contentKey, vector] = [randomBytes(32), randomBytes(12)];
  const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
  const wrapped = publicEncrypt({ key, padding, oaepHash: 'sha256' }, contentKey);
  const cipher = createCipheriv('aes-256-gcm', contentKey, vector).setAAD(Buffer.from(head));
  const text = Buffer.concat([cipher.update(content), cipher.final()]);
  return [head, ...[wrapped, vector, text, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

/** Puts other metadata in place, with a log in which the service signed their tag. */
async function replaceMetadata(fetched: Fetched, jwe: string) {
  fetched.raw.encryptedMetadata = jwe;
  const authenticationTags = { ...fetched.tags, metadata: fitConnect.readAuthenticationTag(jwe) };
  fetched.eventLog[1] = await event('submit-submission', fetched, keys.service, {
    issuer: fetched.memory.url,
    payload: { authenticationTags },
  });
}

const asMetadata = (value: object) => Buffer.from(JSON.stringify(value));

const manipulations: Manipulation[] = [
  [
    'TAG_MISMATCH',
    'metadata of somebody else',
    async (it) => {
      it.raw.encryptedMetadata = (
        await fitConnect.encryptJwe(asMetadata({}), keys.encryption.public, 'application/json')
      ).jwe;
    },
  ],
  [
    'TAG_MISMATCH',
    'metadata and data swapped',
    (it) => {
      [it.raw.encryptedMetadata, it.raw.encryptedData] = [it.raw.encryptedData, it.raw.encryptedMetadata];
    },
  ],
  ['TAG_MISMATCH', 'data left out', (it) => delete it.raw.encryptedData],
  [
    'TAG_MISMATCH',
    'attachments swapped',
    (it) => {
      const [one = '', two = ''] = it.attachments.values();
      it.attachments.set(idAt(it, plan), two).set(idAt(it, photo), one);
    },
  ],
  [
    'TAG_MISMATCH',
    'an attachment exchanged',
    async (it) => it.attachments.set(idAt(it, photo), (await encryptFile(Buffer.from('x'))).jwe),
  ],
  [
    'JWE_UNDECIPHERABLE',
    'a byte of an attachment',
    (it) => {
      const parts = (it.attachments.get(idAt(it, photo)) ?? '').split('.');
      parts[3] = `AAAA${parts[3]?.slice(4)}`;
      it.attachments.set(idAt(it, photo), parts.join('.'));
    },
  ],
  [
    'JWE_UNDECIPHERABLE',
    'a byte of the data',
    (it) => {
      const parts = String(it.raw.encryptedData).split('.');
      parts[3] = `AAAA${parts[3]?.slice(4)}`;
      it.raw.encryptedData = parts.join('.');
    },
  ],
  ['ATTACHMENT_MISSING', 'an attachment that the service lost', (it) => it.attachments.delete(idAt(it, plan))],
  ['ATTACHMENTS_DIFFER', 'an attachment left out', (it) => (it.raw.attachments = [idAt(it, photo)])],
  ['JWE_KEY_UNKNOWN', 'a key that is not ours', (it) => (it.keys = [keys.other.private])],
  [
    'JWE_UNDECIPHERABLE',
    'another key with the same id',
    (it) => {
      it.keys = [{ ...keys.other.private, kid: keys.encryption.public.kid }];
    },
  ],
  [
    'JWE_ALGORITHM',
    'RSA1_5',
    (it) => replaceMetadata(it, encryptAnything({ alg: 'RSA1_5' }, asMetadata({}), constants.RSA_PKCS1_PADDING)),
  ],
  [
    'JWE_COMPRESSED',
    'compression in version 2',
    (it) => replaceMetadata(it, encryptAnything({ zip: 'DEF' }, deflateRawSync(asMetadata({})))),
  ],
  [
    'JWE_TOO_LARGE',
    'a zip bomb in version 1',
    (it) => {
      it.version = 'v1';
      return replaceMetadata(it, encryptAnything({ zip: 'DEF' }, deflateRawSync(Buffer.alloc(100_000_000))));
    },
  ],
  [
    'JWE_CONTENT_TYPE',
    'metadata without content type',
    (it) => replaceMetadata(it, encryptAnything({ cty: undefined }, asMetadata({}))),
  ],
  ['METADATA_SYNTAX', 'metadata that are no JSON', (it) => replaceMetadata(it, encryptAnything({}, Buffer.from('{')))],
  [
    'METADATA_SYNTAX',
    'metadata that are no UTF-8',
    (it) => replaceMetadata(it, encryptAnything({}, Buffer.from('"\xff"', 'latin1'))),
  ],
  [
    'METADATA_SCHEMA_MISSING',
    'metadata without schema',
    (it) => replaceMetadata(it, encryptAnything({}, asMetadata({}))),
  ],
  [
    'METADATA_SCHEMA_UNSUPPORTED',
    'metadata of another version',
    (it) => replaceMetadata(it, encryptAnything({}, asMetadata({ $schema: fitConnect.writeSchemaAddress('1.3.0') }))),
  ],
  [
    'METADATA_INVALID',
    'metadata that break the schema',
    (it) => replaceMetadata(it, encryptAnything({}, asMetadata({ $schema: fitConnect.writeSchemaAddress('2.1.0') }))),
  ],
  [
    'SERVICE_UNSUPPORTED',
    'a service that is not offered',
    (it) => (it.raw.publicService = { identifier: 'urn:de:other:x' }),
  ],
  ['DATA_SCHEMA_UNSUPPORTED', 'data of another schema', () => {}, { schemaUri: 'https://example.org/other.json' }],
  [
    'SET_SIGNATURE',
    'an event that somebody else signed',
    async (it) => {
      const [head = '', payload = ''] = (it.eventLog[1] ?? '').split('.');
      const forged = await event('submit-submission', it, keys.foreign);
      it.eventLog[1] = `${head}.${payload}.${forged.split('.')[2]}`;
    },
  ],
  [
    'SET_AUTHOR',
    'a submit event of the destination',
    async (it) => {
      it.eventLog[1] = await event('submit-submission', it, keys.signature, {
        payload: { authenticationTags: it.tags },
      });
    },
  ],
  [
    'SET_AUTHOR',
    'an accept event of the service',
    async (it) => {
      it.eventLog.push(await event('accept-submission', it, keys.service, { issuer: it.memory.url }));
    },
  ],
  [
    'SET_CASE',
    'an event of another case',
    async (it) => {
      it.eventLog.push(
        await event('delete-submission', it, keys.service, { caseId: it.ids.submissionId, issuer: it.memory.url }),
      );
    },
  ],
  [
    'LOG_UNFINISHED',
    'a submit event about another submission',
    async (it) => {
      const other = { subjectId: it.ids.caseId, issuer: it.memory.url, payload: { authenticationTags: it.tags } };
      it.eventLog.splice(1, 2, await event('submit-submission', it, keys.service, other));
    },
  ],
  ['LOG_UNFINISHED', 'a log without its end', (it) => it.eventLog.splice(1)],
  ['LOG_UNFINISHED', 'an empty log', (it) => it.eventLog.splice(0)],
  ['LOG_TRANSITION', 'a log in the wrong order', (it) => it.eventLog.reverse()],
  ['LOG_REPEATED', 'an event twice', (it) => it.eventLog.push(it.eventLog[2] ?? '')],
  [
    'LOG_CLOSED',
    'a submission that was rejected',
    async (it) => {
      it.eventLog.push(await event('reject-submission', it, keys.service, { issuer: it.memory.url }));
    },
  ],
];

describe('a manipulation is refused', () => {
  const seen = new Set<string>();

  it.each(manipulations)('%s: %s', async (reason, _, change, sent) => {
    const fetched = await deliver(sent);
    await change(fetched);
    const released: Uint8Array[] = [];
    const openSink = async () => {
      const sink = fitConnect.openMemorySink();
      const release = async () => {
        const bytes = await sink.release();
        released.push(bytes);
        return bytes;
      };
      return { ...sink, release };
    };
    const error = await pickUp(fetched, { openSink }).catch((thrown: unknown) => thrown);
    if (!(error instanceof fitConnect.SubmissionRefused)) throw error;
    expect(error.reason).toBe(reason);
    expect(released).toEqual([]);
    seen.add(`${error}|${JSON.stringify(error)}`);
  });

  it('and from outside they all look alike', () => {
    expect([...seen]).toEqual([
      'SubmissionRefused: The submission is refused.|{"name":"SubmissionRefused","code":"SUBMISSION_REFUSED"}',
    ]);
  });
});

describe('more that is refused', () => {
  it('data that break their schema, by the check of the caller', async () => {
    const verdict = async () => 'DATA_INVALID' as const;
    expect(await reasonOf(async () => pickUp(await deliver(), { checkData: verdict }))).toBe('DATA_INVALID');
  });

  it('content above a limit', async () => {
    const fetched = await deliver();
    expect(await reasonOf(() => pickUp(fetched, { maxBytes: 100 }))).toBe('JWE_TOO_LARGE');
    expect(await reasonOf(() => pickUp(fetched, { maxAttachmentBytes: 1000 }))).toBe('JWE_TOO_LARGE');
  });

  it('a reply channel that the destination does not offer', async () => {
    const fetched = await deliver({ metadata: { replyChannel: { deMail: { address: 'a@example.org' } } } });
    const offers = (...replyChannels: string[]) => pickUp(fetched, { destination: { ...destination, replyChannels } });
    expect(await reasonOf(() => offers('eMail'))).toBe('REPLY_CHANNEL_UNSUPPORTED');
    expect(await reasonOf(() => offers('deMail'))).toBe('taken');
  });

  it('errors of the network are no refusal', async () => {
    const readAttachment = async () => {
      throw new Error('offline');
    };
    await expect(pickUp(await deliver(), { readAttachment })).rejects.toThrow('offline');
  });

  it('a sender does not send metadata that break their schema', async () => {
    const broken = deliver({ metadata: { author: { name: 'without product' } } });
    await expect(broken).rejects.toMatchObject({ code: 'METADATA_UNFIT', faults: [{ pointer: '/author' }] });
  });
});
