import { CompactEncrypt } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { testKeys } from '../../../test/fit-connect/keys.ts';
import { reasonOf } from '../../../test/fit-connect/reason.ts';
import * as fitConnect from '../index.ts';
import { importKey } from '../jwk/import.ts';

/** Pick-ups as strangers record them: what the service answered, in files, with keys as they are published. */

const ids = {
  submissionId: '1b6a8b3e-3c6e-4d0f-9b53-7c1e6f1c9f10',
  caseId: 'bc4d2f9b-0f5d-46ac-a8f7-3c0a5a1a1f4b',
  destinationId: '40847c29-06aa-40e2-bf28-c29884c694c4',
};
const attachmentId = '9f2c3c1a-92bb-4f5e-8e7f-5a1f9a6b3d21';
const issuer = 'https://submission-api-testing.fit-connect.fitko.dev';
const identifier = 'urn:de:fim:leika:leistung:99107004018000';
const schemaUri = 'https://example.org/antrag.json';
const hash = (text: string) => ({ type: 'sha512', content: fitConnect.sha512(Buffer.from(text)) });
const offer = { identifier, regions: ['DE'], submissionSchemas: [{ schemaUri, mimeType: 'application/json' }] };

let keys: Record<'encryption' | 'other' | 'signature' | 'service', fitConnect.CreatedKeys>;
beforeAll(async () => {
  const [encryption, other, signature, ofService] = await Promise.all([
    testKeys('encryption', 'encryption'),
    testKeys('other', 'encryption'),
    testKeys('signature', 'signature'),
    testKeys('service', 'signature'),
  ]);
  keys = { encryption, other, signature, service: ofService };
}, 120_000);

async function seal(text: string, header: Record<string, string>): Promise<string> {
  return new CompactEncrypt(Buffer.from(text))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', ...header })
    .encrypt(await importKey(keys.encryption.public, 'RSA-OAEP-256'));
}

const report = (name: fitConnect.EventName, payload = {}) =>
  fitConnect.signSecurityEvent(
    { name, issuer, caseId: ids.caseId, subjectId: ids.submissionId, payload },
    keys.service.private,
  );

/** Version 2: the plan is an attachment, and the subscriber has accepted since. */
async function recordV2() {
  const { kid } = keys.encryption.public;
  const metadata = {
    $schema: fitConnect.writeSchemaAddress('2.1.0'),
    contentStructure: {
      data: { hash: hash('{"a":1}'), submissionSchema: { schemaUri, mimeType: 'application/json' } },
      attachments: [{ hash: hash('a plan'), purpose: 'attachment', mimeType: 'application/pdf', attachmentId }],
    },
  };
  const encryptedMetadata = await seal(JSON.stringify(metadata), { kid, cty: 'application/json' });
  const encryptedData = await seal('{"a":1}', { kid, cty: 'application/json' });
  const plan = await seal('a plan', { kid, cty: 'application/pdf' });
  const tags = {
    metadata: fitConnect.readAuthenticationTag(encryptedMetadata),
    data: fitConnect.readAuthenticationTag(encryptedData),
    attachments: { [attachmentId.toUpperCase()]: fitConnect.readAuthenticationTag(plan) },
  };
  const eventLog = [
    await report('create-submission'),
    await report('submit-submission', { authenticationTags: tags }),
    await report('notify-submission', { notifyType: 'callback' }),
    await fitConnect.signAccept(ids, tags, keys.signature.private),
  ];
  return {
    version: 'v2',
    submission: {
      ...ids,
      encryptedMetadata,
      encryptedData,
      attachments: [attachmentId],
      publicService: { identifier },
    },
    eventLog: { count: 4, offset: 0, totalCount: 4, eventLog },
    attachments: { [attachmentId]: plan },
    keys: { keys: [keys.other.private, keys.encryption.private] },
    serviceKeys: { keys: [keys.service.public] },
    destinationKeys: [keys.encryption.public, keys.signature.public],
    destination: { metadataVersions: ['2.1.0'], publicServices: [offer], replyChannels: { eMail: { usePgp: false } } },
    serviceIssuers: [`${issuer}/`],
    trust: { environment: 'test' },
  } as const;
}

/** Version 1 as of 2022: metadata without `$schema`, compressed, no key id, no data, an accept event without tags. */
async function recordV1() {
  const metadata = { contentStructure: { attachments: [] }, publicServiceType: { identifier } };
  const encryptedMetadata = await seal(JSON.stringify(metadata), { zip: 'DEF' });
  const authenticationTags = { metadata: fitConnect.readAuthenticationTag(encryptedMetadata), attachments: {} };
  const accept = { name: 'accept-submission', issuer: ids.destinationId, caseId: ids.caseId } as const;
  return {
    version: 'v1',
    submission: { ...ids, encryptedMetadata, attachments: [], serviceType: { name: 'Bauantrag', identifier } },
    eventLog: [
      await report('create-submission'),
      await report('submit-submission', { authenticationTags }),
      await fitConnect.signSecurityEvent({ ...accept, subjectId: ids.submissionId }, keys.signature.private),
    ],
    keys: keys.encryption.private,
    serviceKeys: keys.service.public,
    destinationKeys: keys.signature.public,
    destination: { metadataVersions: ['1.0.0'], services: [offer] },
    serviceIssuers: [issuer],
    trust: { environment: 'test' },
  } as const;
}

const open = fitConnect.decryptRecordedSubmission;

describe('a pick-up that was recorded opens', () => {
  it('in version 2, with what the service answered as it was parsed', async () => {
    const opened = await open(await recordV2());
    expect(opened).toMatchObject({ ...ids, state: 'accepted', metadataVersion: '2.1.0', data: { schemaUri } });
    expect(opened.attachments.map(({ content }) => Buffer.from(content).toString())).toEqual(['a plan']);
  });

  it('in version 1, without data, kid, $schema and tags in the accept event', async () => {
    const opened = await open(await recordV1());
    expect(opened).toMatchObject({ state: 'accepted', metadataVersion: '1.0.0', attachments: [] });
    expect(opened.data).toBeUndefined();
  });

  it('from texts and bytes of files that end with a line feed', async () => {
    const { attachments, ...recorded } = await recordV2();
    const text = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
    const opened = await open({
      ...recorded,
      submission: text(recorded.submission),
      eventLog: Buffer.from(text(recorded.eventLog.eventLog.map((token) => `${token}\n`))),
      attachments: { [attachmentId.toUpperCase()]: Buffer.from(`${attachments[attachmentId]}\r\n`) },
      keys: text(keys.encryption.private),
      serviceKeys: text(recorded.serviceKeys),
      destinationKeys: text(recorded.destinationKeys),
      destination: text(recorded.destination),
    });
    expect(opened.state).toBe('accepted');
  });

  it('where the answer does not name the destination', async () => {
    const { submission, ...recorded } = await recordV2();
    const { destinationId, ...rest } = submission;
    expect(await reasonOf(() => open({ ...recorded, submission: rest }))).toBe('SUBMISSION_MALFORMED');
    expect((await open({ ...recorded, submission: rest, ids: { destinationId } })).destinationId).toBe(destinationId);
  });
});

type Recorded = fitConnect.RecordedPickUp;
type Change = (recorded: Awaited<ReturnType<typeof recordV2>>) => Partial<Recorded> | Promise<Partial<Recorded>>;

const refusals: readonly (readonly [fitConnect.Reason, string, Change])[] = [
  ['ATTACHMENT_MISSING', 'without its attachment', () => ({ attachments: {} })],
  ['JWE_KEY_UNKNOWN', 'with another key', () => ({ keys: keys.other.private })],
  ['JWE_KEY_UNKNOWN', 'with no key', () => ({ keys: [] })],
  ['SET_KEY_UNKNOWN', 'without the keys of the service', () => ({ serviceKeys: { keys: [] } })],
  ['SET_KEY_UNKNOWN', 'without the keys of the destination', () => ({ destinationKeys: undefined })],
  ['SET_ISSUER', 'from another service', () => ({ serviceIssuers: ['https://other.example'] })],
  ['LOG_UNFINISHED', 'without a log', () => ({ eventLog: {} })],
  ['SET_MALFORMED', 'with a log of other things', () => ({ eventLog: [7] })],
  ['SUBMISSION_MALFORMED', 'that is no JSON', () => ({ submission: '{' })],
  [
    'SERVICE_UNSUPPORTED',
    'of a service that is not offered',
    () => ({ destination: { metadataVersions: ['2.1.0'], services: [] } }),
  ],
  [
    'METADATA_SCHEMA_UNSUPPORTED',
    'in a version that is not taken',
    ({ destination }) => ({ destination: { ...destination, metadataVersions: ['2.0.0'] } }),
  ],
  [
    'SET_PAYLOAD',
    'whose tags list attachments under the name that clients got wrong',
    async ({ eventLog }) => {
      const [create = '', submit = ''] = eventLog.eventLog;
      const { authenticationTags } = fitConnect.readEventClaims(submit)?.payload ?? {};
      const wrong = { authenticationTags: { ...(authenticationTags as object), attachment: [] } };
      return { eventLog: [create, await report('submit-submission', wrong)] };
    },
  ],
];

describe('a pick-up that was recorded is refused', () => {
  it.each(refusals)('%s: %s', async (reason, _, change) => {
    const recorded = await recordV2();
    const error = await open({ ...recorded, ...(await change(recorded)) }).catch((caught) => caught);
    expect(error).toBeInstanceOf(fitConnect.SubmissionRefused);
    expect(error.reason).toBe(reason);
  });

  it('and a destination that is none is a mistake of the caller', async () => {
    await expect(open({ ...(await recordV2()), destination: '{}' })).rejects.toThrow(TypeError);
  });
});
