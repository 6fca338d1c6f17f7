import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import * as fitConnect from '../../src/fit-connect/index.ts';
import { testKeys } from './keys.ts';

/** What comes from outside may be anything: the library answers with its own refusals, or with a verdict, and nothing else. */

const destinationId = '40847c29-06aa-40e2-bf28-c29884c694c4';
const ids = { destinationId, caseId: destinationId, submissionId: destinationId };
const trust = { environment: 'test' } as const;
let encryption: fitConnect.CreatedKeys;
let signature: fitConnect.CreatedKeys;
let jwe: string;
let token: string;
beforeAll(async () => {
  [encryption, signature] = await Promise.all([
    testKeys('encryption', 'encryption'),
    testKeys('signature', 'signature'),
  ]);
  ({ jwe } = await fitConnect.encryptJwe(Buffer.from('{}'), encryption.public, 'application/json'));
  token = await fitConnect.signAccept(ids, { metadata: 'A'.repeat(22), attachments: {} }, signature.private);
}, 60_000);

const context = (): fitConnect.EventContext => ({
  ...ids,
  serviceIssuers: [],
  findServiceKey: async () => undefined,
  findDestinationKey: fitConnect.findInKeySet({ keys: [signature.public] }),
  trust,
});

/** Anything, also where the types promise a text: not every caller is checked by a compiler. */
const anything = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true }),
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc
    .jsonValue()
    .map((value) => [value, value].map((one) => Buffer.from(JSON.stringify(one)).toString('base64url')).join('.')),
);

/** A text that is nearly right: cut, doubled, or with other characters in it. */
const nearly = (text: () => string) =>
  fc
    .record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(30),
      put: fc.string({ unit: 'binary', maxLength: 5 }),
    })
    .map(({ at, length, put }) => {
      const whole = text();
      const begin = Math.floor(at * whole.length);
      return whole.slice(0, begin) + put + whole.slice(begin + length);
    });

/** Members of an object replaced by anything. */
const nearlyObject = (object: () => object) =>
  fc.array(fc.tuple(fc.nat(20), anything), { minLength: 1, maxLength: 3 }).map((changes) => {
    const members = Object.entries(object());
    for (const [place, value] of changes) {
      const member = members[place % members.length];
      if (member) member[1] = value;
    }
    return Object.fromEntries(members);
  });

type Class = abstract new (...given: never[]) => Error;

/** Throws nothing but the errors of one class, whose message and code are always the same unless `told`. */
async function expectOnly(
  kind: Class,
  input: fc.Arbitrary<unknown>,
  step: (value: never) => unknown,
  { told = false, runs = 300 } = {},
) {
  const seen = new Set<string>();
  const property = fc.asyncProperty(input, async (value) => {
    try {
      await step(value as never);
    } catch (error) {
      if (!(error instanceof kind)) throw error;
      seen.add(JSON.stringify([error.message, error]));
    }
  });
  await fc.assert(property, { numRuns: runs });
  if (!told) expect(seen.size).toBeLessThanOrEqual(1);
}

const { DecryptionRefused, SecurityEventRefused, KeyRefused, CallbackRefused, AddressingRefused } = fitConnect;
const { CallbackMalformed, SubmissionRefused } = fitConnect;
const any = (value: unknown) => value as never;

it.each([
  ['decryptJwe', (value: never) => fitConnect.decryptJwe(value, [encryption.private], { version: 'v1', part: 'data' })],
  ['readAuthenticationTag', (value: never) => fitConnect.readAuthenticationTag(value)],
  ['checkJweHeader', (value: never) => fitConnect.checkJweHeader(value, { version: 'v1', part: 'data' })],
  [
    'decryptAttachment',
    (value: never) => {
      const rules = { version: 'v1', authenticationTag: 'A'.repeat(22), sha512: '0'.repeat(128) } as const;
      const source = async function* () {
        // The network yields texts or bytes.
        yield any(typeof value === 'string' ? value : Buffer.from(fc.stringify(value)));
      };
      return fitConnect.decryptAttachment(source(), [encryption.private], rules, fitConnect.openMemorySink());
    },
  ],
] as const)('%s throws DecryptionRefused alone, and always the same', async (_, step) => {
  await expectOnly(
    DecryptionRefused,
    fc.oneof(
      anything,
      nearly(() => jwe),
    ),
    step,
  );
});

it('a key that the JWE is opened with may be anything as well', async () => {
  const keys = fc.oneof(
    anything,
    nearlyObject(() => encryption.private),
  );
  await expectOnly(DecryptionRefused, keys, (key) =>
    fitConnect.decryptJwe(jwe, [key], { version: 'v2', part: 'data' }),
  );
});

it('checkKey throws KeyRefused alone', async () => {
  for (const [purpose, pair] of [
    ['encrypt', encryption.public],
    ['decrypt', encryption.private],
    ['sign', signature.private],
  ] as const) {
    const keys = fc.oneof(
      anything,
      nearlyObject(() => pair),
    );
    await expectOnly(KeyRefused, keys, (key) => fitConnect.checkKey(key, { purpose, trust }), { told: true });
  }
  const roots = { environment: 'production', roots: [], isRevoked: async () => false } as const;
  const chained = nearlyObject(() => ({ ...encryption.public, x5c: ['MIIB'] }));
  await expectOnly(KeyRefused, chained, (key) => fitConnect.checkKey(key, { purpose: 'encrypt', trust: roots }), {
    told: true,
  });
});

it('events: SecurityEventRefused alone, and always the same', async () => {
  const tokens = fc.oneof(
    anything,
    nearly(() => token),
  );
  await expectOnly(SecurityEventRefused, tokens, (value) => fitConnect.verifySecurityEvent(value, context()));
  await expectOnly(SecurityEventRefused, tokens, (value) => fitConnect.verifyEventLog([token, value], context()));
  await expectOnly(SecurityEventRefused, anything, (value) => fitConnect.verifyEventLog(value, context()));
});

it('a signed event that claims anything is refused, or read', async () => {
  const claims = () => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  const { SignJWT, importJWK } = await import('jose');
  const { kid, n, e, d, p, q, dp, dq, qi } = signature.private;
  const key = await importJWK({ kty: 'RSA', n, e, d, p, q, dp, dq, qi }, 'PS512');
  const json = fc.dictionary(fc.constantFrom(...Object.keys(claims())), fc.jsonValue(), { minKeys: 1 });
  const property = fc.asyncProperty(json, async (changes) => {
    const jwt = new SignJWT({ ...claims(), ...changes } as never);
    const made = await jwt
      .setProtectedHeader({ alg: 'PS512', typ: 'secevent+jwt', kid })
      .sign(key)
      .catch(() => '');
    await fitConnect
      .verifySecurityEvent(made, context())
      .catch((error) => expect(error).toBeInstanceOf(SecurityEventRefused));
  });
  await fc.assert(property, { numRuns: 40 });
});

it('callbacks: CallbackRefused for what is not authentic, CallbackMalformed for what is none', async () => {
  const requests = fc.record({
    headers: fc.oneof(
      anything,
      nearlyObject(() => ({ 'callback-timestamp': '1', 'callback-authentication': 'ab' })),
    ),
    body: anything,
  });
  await expectOnly(CallbackRefused, requests, (request) =>
    fitConnect.verifyCallback(request, { secret: 'x'.repeat(32) }),
  );
  const bodies = fc.oneof(
    anything,
    nearly(
      () => '{"type":"https://schema.fitko.de/fit-connect/submission-api/callbacks/new-events","submissionIds":[]}',
    ),
  );
  await expectOnly(CallbackMalformed, bodies, (body) => fitConnect.readCallback(body));
});

it('addressing: AddressingRefused alone', async () => {
  const rules = {
    destinationId,
    leikaKey: '99107004018000',
    area: { ars: '03457' },
    trustedIssuers: [],
    trustedHosts: [],
    findIssuerKey: () => async () => undefined,
    trust,
  };
  await expectOnly(
    AddressingRefused,
    fc.oneof(
      anything,
      nearly(() => token),
    ),
    (value) => fitConnect.verifyAddressing(value, rules),
  );
});

it('a submission: SubmissionRefused alone, and always the same', async () => {
  const whole = () => ({ ...ids, encryptedMetadata: jwe, encryptedData: jwe, attachments: [] });
  const pickUp = (eventLog: unknown) => ({
    ...context(),
    version: 'v2' as const,
    eventLog: any(eventLog),
    keys: [encryption.private],
    readAttachment: async () => undefined,
    openSink: async () => fitConnect.openMemorySink(),
  });
  const submissions = fc.oneof(anything, nearlyObject(whole));
  await expectOnly(SubmissionRefused, submissions, (value) => fitConnect.decryptSubmission(value, pickUp([token])));
  await expectOnly(SubmissionRefused, anything, (log) => fitConnect.decryptSubmission(whole(), pickUp(log)));
});

it('a submission that the service signed, with anything in its metadata and data', async () => {
  const hash = { type: 'sha512', content: fitConnect.sha512(Buffer.from('{}')) };
  const submissionSchema = { schemaUri: 'https://example.org/antrag.json', mimeType: 'application/json' };
  const metadata = () => ({
    $schema: fitConnect.writeSchemaAddress('2.1.0'),
    contentStructure: { data: { hash, submissionSchema }, attachments: [] },
    replyChannel: { eMail: { address: 'erika@muster.example' } },
    dataSets: [],
  });
  const inside = fc.record({
    metadata: fc.oneof(
      anything,
      nearlyObject(metadata),
      nearlyObject(() => metadata().contentStructure).map((contentStructure) => ({ ...metadata(), contentStructure })),
      fc.constant(metadata()),
    ),
    data: fc.oneof(fc.constant('{}'), fc.string({ unit: 'binary' })),
  });
  const seal = (content: string) =>
    fitConnect.encryptJwe(Buffer.from(content), encryption.public, 'application/json').then(({ jwe: made }) => made);
  const write = (value: unknown) => (typeof value === 'string' ? value : fc.stringify(value));
  const decrypt = async ({ metadata: given, data }: { metadata: unknown; data: string }) => {
    const [encryptedMetadata, encryptedData] = await Promise.all([seal(writeJson(given) ?? write(given)), seal(data)]);
    const [ofMetadata, ofData] = [encryptedMetadata, encryptedData].map(fitConnect.readAuthenticationTag);
    const payload = { authenticationTags: { metadata: ofMetadata, data: ofData, attachments: {} } };
    const event = { issuer: 'https://service.example', caseId: ids.caseId, subjectId: ids.submissionId };
    const eventLog = [
      await fitConnect.signSecurityEvent({ ...event, name: 'create-submission' }, signature.private),
      await fitConnect.signSecurityEvent({ ...event, name: 'submit-submission', payload }, signature.private),
    ];
    return fitConnect.decryptSubmission(
      { ...ids, encryptedMetadata, encryptedData, attachments: [] },
      {
        ...context(),
        serviceIssuers: ['https://service.example'],
        findServiceKey: fitConnect.findInKeySet({ keys: [signature.public] }),
        version: 'v2',
        eventLog,
        keys: [encryption.private],
        readAttachment: async () => undefined,
        openSink: async () => fitConnect.openMemorySink(),
      },
    );
  };
  await expectOnly(SubmissionRefused, inside, decrypt as never, { runs: 60 });
});

/** As JSON, where it can be. */
function writeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

it('what answers does not throw', async () => {
  const metadata = {
    $schema: fitConnect.writeSchemaAddress('2.1.0'),
    contentStructure: { attachments: [], data: {} },
    paymentInformation: { grossAmount: 1 },
  };
  const values = fc.oneof(
    anything,
    nearlyObject(() => metadata),
    nearlyObject(() => ({ ...ids, encryptedMetadata: jwe })),
    nearly(() => token),
  );
  const answering = [
    fitConnect.validateMetadata,
    fitConnect.readSubmission,
    fitConnect.readDestination,
    fitConnect.readAuthenticationTags,
    fitConnect.readEventClaims,
    fitConnect.readJws,
    (value: never) => fitConnect.hasValidSignature(value, signature.public),
    (value: never) => fitConnect.hasValidSignature(token, value),
    (value: never) => fitConnect.judgeEventLog([value], context()),
    (value: never) => fitConnect.findInKeySet(value)('kid'),
  ] as ((value: never) => unknown)[];
  await fc.assert(
    fc.asyncProperty(values, async (value) => {
      for (const step of answering) await step(value as never);
    }),
    { numRuns: 300 },
  );
});
