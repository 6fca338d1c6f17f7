/**
 * Parts of the metadata schemas, 1.x and 2.x, as JSON Schema 2020-12. Written from the facts of the protocol; the
 * official schema files are compared with them by a test where they are at hand.
 */

export type Schema = Readonly<Record<string, unknown>>;

export const text = { type: 'string' } as const;
export const uri = { type: 'string', format: 'uri' } as const;
const email = { type: 'string', format: 'email' } as const;
export const uuid = { type: 'string', format: 'uuid' } as const;
export const date = { type: 'string', format: 'date' } as const;

export const oneOf = (...values: readonly string[]) => ({ type: 'string', enum: values });
export const matching = (pattern: string, limits: Schema = {}) => ({ type: 'string', pattern, ...limits });
export const listOf = (items: Schema, limits: Schema = {}) => ({ type: 'array', items, ...limits });

/** An object in which members beyond the named ones are allowed; a name with `!` is required. */
export function record(members: Readonly<Record<string, Schema>>, limits: Schema = {}): Schema {
  const required = Object.keys(members).filter((name) => name.endsWith('!'));
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(members).map(([name, schema]) => [bare(name), schema])),
    ...(required.length > 0 && { required: required.map(bare) }),
    ...limits,
  };
}

const bare = (name: string) => name.replace(/!$/, '');

export const hash = record({ 'type!': oneOf('sha512'), 'content!': matching('^[a-f0-9]{128}$') });

const levels = ['B-B', 'B-T', 'B-LT', 'B-LTA'];

const signature = record({
  'signatureFormat!': oneOf('cms', 'xml', 'pdf', 'asic', 'json'),
  'detachedSignature!': { type: 'boolean' },
  eidasAdesProfile: oneOf(...levels.map((level) => `http://uri.etsi.org/ades/191x2/level/baseline/${level}#`)),
  // Base64 or base64url; the official rule asks for one such character at the begin or the end only.
  content: matching('^[A-Za-z0-9+/=]|[A-Za-z0-9_-]$'),
});

export const submissionSchema = (...mimeTypes: readonly string[]) =>
  record({ 'schemaUri!': uri, 'mimeType!': oneOf(...mimeTypes) });

export const data = record({
  'hash!': hash,
  'submissionSchema!': submissionSchema('application/json', 'application/xml'),
  signature,
});

export const attachment = (purposes: readonly string[], more: Readonly<Record<string, Schema>> = {}) =>
  record({
    'hash!': hash,
    'purpose!': oneOf(...purposes),
    'mimeType!': matching('^[-\\w.]+/[-\\w.+]+$'),
    'attachmentId!': uuid,
    filename: text,
    description: text,
    signature,
    ...more,
  });

const paymentId = matching('^[\\w-]+$', { minLength: 1, maxLength: 36 });

export const paymentInformation = record({
  'transactionReference!': text,
  'transactionId!': paymentId,
  'paymentMethod!': oneOf('GIROPAY', 'PAYDIRECT', 'CREDITCARD', 'PAYPAL', 'INVOICE', 'OTHER'),
  'status!': oneOf('INITIAL', 'BOOKED', 'FAILED', 'CANCELED'),
  transactionUrl: uri,
  transactionTimestamp: { type: 'string', format: 'date-time' },
  paymentMethodDetail: paymentId,
  // Not multipleOf: with binary fractions 19.99 is no multiple of 0.01.
  grossAmount: { type: 'number', minimum: 0.01, decimalPlaces: 2 },
});

export const eMail = record({
  'address!': email,
  pgpPublicKey: matching('^-----BEGIN PGP PUBLIC KEY BLOCK-----\\n\\n'),
});
export const deMail = record({ 'address!': email });

export const fink = (reference: string) =>
  record({ 'finkPostfachRef!': matching(reference, { maxLength: 150 }), host: uri });

export const elster = (accountId: Schema, longestReference: number) =>
  record({
    'accountId!': accountId,
    lieferTicket: text,
    geschaeftszeichen: { type: 'string', maxLength: longestReference },
  });

/** Exactly one channel. */
export const replyChannel = (channels: Readonly<Record<string, Schema>>) =>
  record(channels, { minProperties: 1, maxProperties: 1 });
