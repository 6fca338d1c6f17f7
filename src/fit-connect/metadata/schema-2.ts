import * as part from './schema-parts.ts';

/** The key that answers are encrypted for; it has no certificate. */
const replyKey = part.record({
  'kty!': part.oneOf('RSA'),
  'key_ops!': part.listOf(part.oneOf('wrapKey')),
  'alg!': part.oneOf('RSA-OAEP-256'),
  'kid!': { type: 'string', minLength: 8, maxLength: 64 },
  // 4096 bits in base64url.
  'n!': { type: 'string', minLength: 683 },
  'e!': part.oneOf('AQAB'),
});

/** Metadata 2.x, by the rules of 2.1.0. */
export const metadataSchema2 = part.record({
  '$schema!': part.matching(
    '^https://schema\\.fitko\\.de/fit-connect/metadata/2\\.\\d+\\.\\d+/metadata\\.schema\\.json$',
  ),
  'contentStructure!': part.record({
    'data!': part.data,
    'attachments!': part.listOf(
      part.attachment(['form', 'attachment', 'report', 'data'], {
        fragments: part.listOf(part.uuid, { uniqueItems: true, minItems: 1 }),
      }),
    ),
  }),
  paymentInformation: part.paymentInformation,
  replyChannel: part.replyChannel({
    eMail: part.eMail,
    deMail: part.deMail,
    fink: part.fink('^[-._a-z0-9~/]+$'),
    elster: part.elster(part.text, 60),
    fitConnect: part.record({
      'processStandards!': part.listOf(part.uri, { minItems: 1 }),
      'encryptionPublicKey!': replyKey,
    }),
    idBundDeMailbox: part.record({ 'mailboxUuid!': part.uuid }),
  }),
  additionalReferenceInfo: part.record(
    {
      senderReference: part.text,
      applicationDate: part.date,
      idBundDeApplicationId: part.uuid,
      zustimmungZumDigitalenBescheid: { type: 'boolean' },
    },
    { additionalProperties: false },
  ),
  author: part.record({
    'name!': part.text,
    description: part.text,
    url: part.text,
    'product!': part.record({
      'name!': part.text,
      'version!': part.text,
      'manufacturer!': part.text,
      description: part.text,
    }),
  }),
  dataSets: part.listOf(
    part.record({
      'dataSetId!': part.uuid,
      'schema!': part.submissionSchema('application/json', 'application/xml', 'application/jose'),
      'hash!': part.hash,
      'content!': {},
      description: part.text,
    }),
  ),
});
