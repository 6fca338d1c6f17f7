import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { describe, expect, it } from 'vitest';
import { validateMetadata } from '../../src/fit-connect/index.ts';
import { noSamples, readSample } from './samples.ts';

/**
 * Our schemas against the official ones: the same verdict on documents that use every member, and on those documents
 * with one thing changed, everywhere, in every way.
 */

const hash = { type: 'sha512', content: 'ab'.repeat(64) };
const id = '0b799252-deb9-42b0-98d3-c50d24bbafe0';
const profile = 'http://uri.etsi.org/ades/191x2/level/baseline/B-LTA#';
const signature = { signatureFormat: 'cms', detachedSignature: true, eidasAdesProfile: profile, content: 'YQ==' };
const submissionSchema = { schemaUri: 'https://example.org/s', mimeType: 'application/json' };
const attachment = {
  hash,
  signature,
  purpose: 'form',
  filename: 'a',
  description: 'b',
  mimeType: 'a/b+c',
  attachmentId: id,
};

const paymentInformation = {
  transactionUrl: 'https://example.org/t',
  transactionId: 'ab-1',
  transactionReference: 'r',
  transactionTimestamp: '2026-01-02T03:04:05Z',
  paymentMethod: 'GIROPAY',
  paymentMethodDetail: 'Visa',
  status: 'BOOKED',
  grossAmount: 12,
};
const replyChannels = {
  eMail: { address: 'a@example.org', pgpPublicKey: '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabc' },
  deMail: { address: 'a@example.org' },
  fink: { finkPostfachRef: 'a-b', host: 'https://example.org' },
  elster: { accountId: '1234567890', lieferTicket: 't', geschaeftszeichen: 'g' },
};
const newChannels = {
  fitConnect: {
    processStandards: ['urn:xoev:a'],
    encryptionPublicKey: {
      kty: 'RSA',
      key_ops: ['wrapKey'],
      alg: 'RSA-OAEP-256',
      kid: 'x'.repeat(8),
      n: 'n'.repeat(683),
      e: 'AQAB',
    },
  },
  idBundDeMailbox: { mailboxUuid: id },
};
const contentStructure = { data: { hash, signature, submissionSchema }, attachments: [attachment] };

const first = {
  contentStructure,
  paymentInformation,
  publicServiceType: { name: 'n', description: 'd', identifier: 'urn:de:fim:leika:leistung:99107004018000' },
  authenticationInformation: [{ type: 'identificationReport', version: '1.0.0', content: 'a.b-c_d' }],
  additionalReferenceInfo: { senderReference: 's', applicationDate: '2026-01-02' },
};
const product = { name: 'p', version: '1', manufacturer: 'm', description: 'd' };
const schema = { schemaUri: 'https://example.org/d', mimeType: 'application/jose' };
const second = {
  $schema: 'https://schema.fitko.de/fit-connect/metadata/2.1.0/metadata.schema.json',
  contentStructure: { ...contentStructure, attachments: [{ ...attachment, purpose: 'data', fragments: [id] }] },
  paymentInformation,
  additionalReferenceInfo: {
    ...first.additionalReferenceInfo,
    idBundDeApplicationId: id,
    zustimmungZumDigitalenBescheid: false,
  },
  author: { name: 'a', description: 'd', url: 'u', product },
  dataSets: [{ dataSetId: id, schema, hash, description: 'd', content: 'c' }],
};

const withChannels = (document: object, channels: object) => [
  document,
  ...Object.entries(channels).map(([name, channel]) => ({ ...document, replyChannel: { [name]: channel } })),
  { ...document, replyChannel: channels },
  { ...document, replyChannel: { somethingElse: {} } },
];

const replacements = [
  ...[
    null,
    true,
    0,
    -1,
    0.001,
    1.5,
    '',
    'x',
    'X y',
    'a/b',
    'a.b',
    'ä',
    '-',
    '/',
    '=',
    '1.0.0',
    '01.0.0',
    'report',
    'data',
  ],
  ...[
    'application/xml',
    'application/jose',
    'application/pdf',
    'AQAB',
    'sha512',
    'xml',
    'PAYPAL',
    'CANCELED',
    '1234567890',
  ],
  ...[
    'x'.repeat(11),
    'x'.repeat(37),
    'x'.repeat(61),
    'x'.repeat(65),
    'x'.repeat(151),
    'AB'.repeat(64),
    'ab'.repeat(63),
  ],
  ...[
    '2026-01-02',
    '2026-13-02',
    '2026-01-02T03:04:05',
    'https://example.org',
    'urn:a:b',
    'urn:A:b',
    'no@mail@x',
    'a@b.de',
  ],
  ...[id, id.toUpperCase(), id.replaceAll('-', ''), `urn:uuid:${id}`, [], [1], ['x'], [id, id], {}, { a: 1 }],
];

/** The document with one value replaced, one member removed, or one added. */
function* mutate(value: unknown): Generator<unknown> {
  yield* replacements;
  if (Array.isArray(value)) {
    yield [...value, ...value];
    for (const [index, entry] of value.entries()) for (const changed of mutate(entry)) yield value.with(index, changed);
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, 'x-unknown': 1 };
    for (const [name, member] of Object.entries(value)) {
      const { [name]: _, ...rest } = value as Record<string, unknown>;
      yield rest;
      for (const changed of mutate(member)) yield { ...rest, [name]: changed };
    }
  }
}

function officialValidator(name: string) {
  const ajv = new Ajv2020({ strict: false, multipleOfPrecision: 6 });
  for (const format of ['uri', 'email', 'date', 'date-time'] as const) ajv.addFormat(format, fullFormats[format]);
  // RFC 4122; the format of the library also takes urn:uuid:.
  ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
  return ajv.compile(readSample(name));
}

describe('the same verdict as the official schema', () => {
  it.for([
    ['metadata-1.0.0.schema.json', withChannels(first, replyChannels)],
    ['metadata-2.1.0.schema.json', withChannels(second, { ...replyChannels, ...newChannels })],
  ] as const)('%s', ([name, documents], { skip }) => {
    skip(noSamples !== undefined, noSamples);
    const official = officialValidator(name);
    const differing: unknown[] = [];
    let valid = 0;
    let invalid = 0;
    for (const document of documents) {
      for (const changed of [document, ...mutate(document)]) {
        // That ids are unique is said in the schema's text only.
        const verdict = validateMetadata(changed);
        const ours = verdict.valid || verdict.faults.every(({ rule }) => rule === 'unique');
        const theirs = official(changed);
        theirs ? valid++ : invalid++;
        if (ours !== theirs) differing.push({ ours, changed, errors: official.errors });
      }
    }
    expect(differing).toEqual([]);
    expect(Math.min(valid, invalid)).toBeGreaterThan(2500);
  });
});
