import { z } from 'zod';
import { ars, duration, id, kennung, mapping, pattern, text } from './fields.ts';

const reference = pattern(/^(env|file):.+$/, 'a reference, env:NAME or file:path');

/** A mailbox at an XTA server that is polled for finished messages. */
export const xtaMailbox = mapping({
  id: id.describe('Id of the source; no other source has it.'),
  authority: id.describe('Id of the authority whose mailbox it is.'),
  portal: id.describe('Id of the portal under which it submits; `messageAuthors` says whose messages that may be.'),
  url: pattern(/^https?:\/\/[^\s?#@]+$/, 'an address, like https://xta.example/recipient').describe(
    "Address of the XTA server's port `recipient`.",
  ),
  party: kennung.describe('The account at the server, `prefix:id`: whose mailbox it is.'),
  partyName: text('a name').optional().describe("The account's name."),
  clientCertificate: reference.optional().describe('Client certificate (PEM, with its chain). Required for https.'),
  clientKey: reference.optional().describe('Private key (PEM) of the client certificate.'),
  clientKeyPassphrase: reference.optional().describe('Passphrase of clientKey.'),
  ca: reference
    .optional()
    .describe("Certificates (PEM) that the server's is checked against, in place of the public ones."),
  service: id.optional().describe('Id of the service of messages that several have, such as the generic one.'),
  act: id.optional().describe('Act of messages that several acts of the service have.'),
  region: ars
    .optional()
    .describe('Municipality (ARS) of messages whose reader has no AGS, such as those to a Standesamt.'),
  poll: duration.prefault('60s').describe('How often it is looked into.'),
  allowInsecure: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe('Lets http:// go to other machines, unencrypted. Only for tests in a closed network.'),
});
