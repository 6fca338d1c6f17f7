import { z } from '../../../src/sdk.ts';

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: 'a UUID in lower case' });
const address = z.url({
  protocol: /^https?$/,
  error: 'an address, like https://test.fit-connect.fitko.dev/submission-api',
});

const routing = z.strictObject({
  leika: z.string().regex(/^99\d{12}$/, { error: 'a LeiKa key in quotes, 14 digits, 99…' }),
  ars: z.string().regex(/^\d{12}$/, { error: 'the 12 digits of an ARS in quotes' }),
  trustedIssuers: z.array(address).min(1).meta({ description: 'Self-service portals that may sign addresses.' }),
  routingApi: address.optional().meta({ description: 'Base address, in place of that of the environment.' }),
});

const callback = z.strictObject({
  gateway: z
    .url({ protocol: /^https$/, error: 'the https address of this gateway, like https://gateway.kreis.example' })
    .meta({ description: 'Address of this gateway, as FIT-Connect reaches it.' }),
  secret: z
    .string()
    .min(32, { error: '32 to 512 characters at random' })
    .max(512, { error: '32 to 512 characters at random' })
    .meta({ description: 'What callbacks are authenticated with.', secret: true }),
});

/** What the network file says under `options`. */
export const options = z
  .strictObject({
    environment: z
      .enum(['test', 'stage', 'production'])
      .meta({ description: 'Environment of FIT-Connect; gives the addresses and how certificates are checked.' }),
    apiVersion: z.enum(['v1', 'v2']).default('v2').meta({ description: 'Version of the Submission API.' }),
    tokenUrl: address.optional().meta({ description: 'Address of the token service, in place of that one.' }),
    submissionApi: address.optional().meta({ description: 'Base address of the Submission API without version.' }),
    serviceIssuers: z.array(z.string()).optional().meta({ description: 'What the service calls itself in events.' }),
    clientId: z.string().min(1).meta({ description: 'Client id of the sender.' }),
    clientSecret: z.string().min(1).meta({ description: 'Client secret of the sender.', secret: true }),
    trustedRoots: z
      .array(z.string())
      .default([])
      .meta({ description: 'Root certificates of the V-PKI (PEM), obligatory outside `test`.' }),
    revocation: z.literal('checked-elsewhere').optional().meta({
      description: 'Outside `test`: says that somebody watches revocations; the gateway asks no OCSP and no list.',
    }),
    destinationId: uuid.optional().meta({ description: 'The destination (Zustellpunkt). Either this or `routing`.' }),
    routing: routing
      .optional()
      .meta({ description: 'Finds the destination by LeiKa key and ARS, anew for each delivery.' }),
    service: z
      .string()
      .regex(/^urn:[a-z0-9-]+:.+$/, { error: 'a URN, like urn:de:fim:leika:leistung:99…' })
      .meta({ description: 'Identifier of the service.' }),
    serviceName: z.string().min(1).meta({ description: 'Name of the service for people.' }),
    schemaUri: z
      .string()
      .optional()
      .meta({ description: 'Which of the schemas that the destination takes; absent: the only one.' }),
    awaitAnswer: z
      .boolean()
      .default(true)
      .meta({ description: 'true: delivered when the subscriber accepts. false: handed over when it is submitted.' }),
    askEvery: z.int().min(1).default(300).meta({ description: 'Seconds between two looks for the answer.' }),
    callback: callback
      .optional()
      .meta({ description: 'The service tells of new events, and it is looked at once; absent: only polling.' }),
  })
  .refine(({ destinationId, routing: found }) => (destinationId === undefined) !== (found === undefined), {
    path: ['destinationId'],
    error: 'either destinationId or routing',
  })
  .refine(({ environment, trustedRoots }) => environment === 'test' || trustedRoots.length > 0, {
    path: ['trustedRoots'],
    error: 'root certificates: outside `test` keys of destinations are checked up to one',
  })
  .refine(({ environment, revocation }) => environment === 'test' || revocation !== undefined, {
    path: ['revocation'],
    error: '`checked-elsewhere`: the gateway does not ask whether certificates are revoked',
  });

export type Options = z.infer<typeof options>;
