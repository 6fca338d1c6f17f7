import { z } from 'zod';
import { ars, duration, id, list, mapping, pattern, text } from './fields.ts';

const reference = pattern(/^(env|file):.+$/, 'a reference, env:NAME or file:path');

const pointer = pattern(/^(\/[^/]+)+$/, 'a JSON pointer into the data, like /applicant');

const webApi = pattern(/^https?:\/\/[^\s?#]+$/, 'an address, like https://test.fit-connect.fitko.dev/submission-api');

const leftOutPurposes = ['form', 'attachment', 'report', 'data'] as const;

const offered = mapping({
  leika: pattern(/^99\d{12}$/, 'a LeiKa key in quotes, 14 digits, 99…').describe(
    'LeiKa key of the submissions that are meant, in quotes.',
  ),
  service: id.describe('Id of the service here.'),
  act: id.default('apply').describe('Act within the service.'),
  profile: id
    .default('native')
    .describe("Profile of the data; `native` is the service's own JSON, FIM JSON or FIM XML."),
  region: ars.optional().describe('Municipality of the submissions (ARS); absent: that of the authority.'),
  regionAt: pointer.optional().describe('Where the data say the municipality (ARS or AGS), in place of `region`.'),
  dataAt: pointer.optional().describe('Where the data of the service begin; absent: they are all of it.'),
  applicantAt: pointer.optional().describe('Where the data hold who applies, as `applicant` of a submission.'),
  leaveOut: list(
    z.enum(leftOutPurposes, { error: `one of ${leftOutPurposes.join(', ')}` }),
    'purposes of attachments, like [form]',
  )
    .default([])
    .describe('Attachments that are not handed on, by purpose: `form` is the rendering of the form as a document.'),
});

export const source = mapping({
  id: id.describe('Id of the source; its callback address ends with it.'),
  kind: z.literal('fit-connect', { error: 'fit-connect' }).describe('What kind of source it is: `fit-connect`.'),
  authority: id.describe('Id of the authority whose destination it is.'),
  portal: id.describe('Id of the portal under which it submits; that is the author of its messages.'),
  environment: z
    .enum(['test', 'stage', 'production'], { error: 'test, stage or production' })
    .describe('Environment of FIT-Connect; gives the addresses and how certificates are checked.'),
  apiVersion: z.enum(['v1', 'v2'], { error: 'v1 or v2' }).default('v2').describe('Version of the Submission API.'),
  tokenUrl: webApi.optional().describe('Address of the token service, in place of that of the environment.'),
  submissionApi: webApi
    .optional()
    .describe('Base address of the Submission API without version, in place of that one.'),
  serviceIssuers: list(text('an address'), 'addresses')
    .default([])
    .describe('What the delivery service calls itself in its events; absent: the base address.'),
  serviceKeys: reference
    .optional()
    .describe('JSON Web Key Set of the delivery service, in place of the one that it publishes.'),
  trustedRoots: list(reference, 'references to certificates')
    .default([])
    .describe('Root certificates of the V-PKI (PEM); obligatory outside `test`.'),
  destinationId: pattern(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in lower case').describe(
    'Id of the destination (Zustellpunkt) at FIT-Connect.',
  ),
  clientId: text('a client id').describe('Client id of the subscriber; may be a reference.'),
  clientSecret: reference.describe('Client secret of the subscriber.'),
  decryptionKeys: list(reference, 'references to private keys')
    .min(1, { error: 'at least one private key' })
    .describe('Private keys for decryption (JWK); retired ones stay for 21 days.'),
  signingKey: reference.describe('Private key that signs answers (JWK).'),
  callbackSecret: reference.optional().describe('Secret of callbacks; absent: no callbacks, only polling.'),
  poll: duration.prefault('60s').describe('How often it is polled.'),
  accept: z
    .enum(['on-receipt', 'at-intake'], { error: 'on-receipt or at-intake' })
    .default('on-receipt')
    .describe(
      "When a submission is accepted: on the procedure's receipt, on day 12 at the latest, or when it is durable here.",
    ),
  services: list(offered, 'services')
    .min(1, { error: 'at least one service' })
    .describe('What comes in, by LeiKa key, and what it is here.'),
});
