import { z } from 'zod';
import { block } from './callback-schema.ts';
import { list, mapping, pattern, text } from './fields.ts';

const secret = pattern(/^(env|file):.+/, 'a reference, env:NAME or file:path: no secret stands in this file');

const uuid = pattern(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in lower case');

const client = mapping({
  id: text('the client_id').describe('`client_id` at the token endpoint.'),
  secret: secret.describe('`client_secret`, by reference; random, 32 characters or more.'),
  scopes: list(text('a scope'), 'scopes, like [send:region:DE03457]')
    .min(1, { error: 'at least one scope' })
    .describe(
      'What it may do: `send:region:DE<digits>`, `send:region:DE<digits>+send:service:<urn>`, `subscribe:destination:<id>`.',
    ),
});

const schema = mapping({
  schemaUri: z.url({ error: 'a URI' }).describe('URI of the schema of the data.'),
  mimeType: z
    .enum(['application/json', 'application/xml'], { error: 'application/json or application/xml' })
    .describe('Form of the data.'),
});

const service = mapping({
  identifier: pattern(
    /^urn:[a-z0-9][a-z0-9-]{0,31}:[a-z0-9()+,.:=@;$_!*'%/?#-]+$/,
    'a URN in lower case, like urn:de:fim:leika:leistung:99107004018000',
  ).describe('URN of the service.'),
  regions: list(pattern(/^DE\d{0,12}$/, 'DE and leading digits of an ARS'), 'regions, like [DE03457]')
    .min(1, { error: 'at least one region, like [DE03457]' })
    .describe('Regions that it takes the service for: `DE` and the leading digits of the ARS.'),
  submissionSchemas: list(schema, 'schemas, each with schemaUri and mimeType')
    .min(1, { error: 'at least one schema' })
    .describe('Schemas that its data may have.'),
});

const destination = mapping({
  id: uuid.describe('`destinationId`: a UUID that never changes.'),
  name: text('the name of the destination').describe('Name in answers of the Routing API.'),
  status: z
    .enum(['created', 'active', 'inactive', 'decommissioned'], { error: 'created, active, inactive or decommissioned' })
    .default('active')
    .describe('Only an active one takes new submissions.'),
  keys: list(text('a file'), 'files with public keys (JWK)')
    .min(2, { error: 'two files at least: one key for encryption, one for signatures' })
    .describe('Files with its public keys (JWK), relative to this file; retired ones too.'),
  encryptionKid: text('the id of a key').describe('`kid` of the key that new submissions are encrypted for.'),
  keyHeldBy: z
    .enum(['receiver', 'gateway'], { error: 'receiver or gateway' })
    .default('receiver')
    .describe('Who has the private key. With `receiver`, the gateway routes ciphertext that it cannot read.'),
  metadataVersions: list(
    pattern(/^\d+\.\d+\.\d+$/, 'a version in quotes, like "2.1.0"'),
    'versions of the metadata schema',
  )
    .min(1, { error: 'at least one version, like ["2.1.0"]' })
    .describe('Versions of metadata that it takes.'),
  services: list(service, 'services').min(1, { error: 'at least one service' }).describe('What it takes.'),
  callback: mapping({
    url: pattern(/^https:\/\/.+/, 'an https address').describe('Where its subscriber is told of submissions.'),
    secret: secret.describe('Secret for the HMAC of callbacks, by reference: 32 to 512 characters.'),
  })
    .optional()
    .describe('Tells the subscriber what is new; polling works without it.'),
});

const facade = mapping({
  address: pattern(
    /^(https:\/\/[^/]+|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?)(\/.*)?[^/]$/,
    'an https address without a slash at the end, like https://gateway.landkreis.example/fit-connect',
  ).describe('Address under which others reach `/fit-connect` of this gateway; `iss` of its events.'),
  signingKey: secret.describe('Private key for events (JWK, PS512), by reference.'),
  retiredKeys: list(text('a file'), 'files with public keys (JWK)')
    .default([])
    .describe('Files with earlier public signing keys: published for 730 days, as long as their events are verified.'),
  callbacks: mapping({
    networks: list(block, 'blocks of addresses, like [10.20.0.0/16]')
      .default([])
      .describe('Private addresses that callbacks may reach; without a word, only public ones.'),
    ca: secret
      .optional()
      .describe(
        "Certificates (PEM) that the other side's is checked against, in place of the public ones, by reference.",
      ),
  })
    .prefault({})
    .describe('Where callbacks to senders and subscribers may go: senders name the address themselves.'),
  clients: list(client, 'clients').default([]).describe('Portals and subscribers that may call.'),
  destinations: list(destination, 'destinations').default([]).describe('Destinations of FIT-Connect that live here.'),
});

/** `fitConnect` of a network file. */
export const fitConnect = mapping({
  facade: facade.optional().describe('A delivery service (Zustelldienst) of our own, below `/fit-connect`.'),
});

export type FacadeConfig = z.output<typeof facade>;
