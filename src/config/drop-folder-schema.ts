import { z } from 'zod';
import { ars, duration, id, mapping, pattern, text, wholeNumber } from './fields.ts';
import { applicantAuthentication } from './form-solutions-schema.ts';

const reference = pattern(/^(env|file):.+$/, 'a reference, env:NAME or file:path');

/** A folder, of this machine or on an SFTP server, in which sets of files are left. */
export const dropFolder = mapping({
  id: id.describe('Id of the source; no other source has it.'),
  authority: id.describe('Id of the authority whose folder it is.'),
  portal: id.describe('Id of the portal under which it submits.'),
  folder: text('a folder').describe('The folder; absolute. With `host`, on that SFTP server.'),
  host: text('a host name')
    .optional()
    .describe('SFTP server; absent: the folder lies on this machine or is mounted there.'),
  port: wholeNumber(1, 65_535).default(22).describe('Port of the SFTP server.'),
  hostKey: text('SHA256:…').optional().describe('Fingerprint of the SFTP server; no other server is spoken to.'),
  user: text('a user').optional().describe('User on the SFTP server.'),
  password: reference.optional().describe('Password of the user.'),
  privateKey: reference.optional().describe('Private key of the user, OpenSSH or PEM, in place of a password.'),
  passphrase: reference.optional().describe('Passphrase of the private key.'),
  poll: duration.prefault('60s').describe('How often it is looked into.'),
  complete: z
    .enum(['marker', 'unchanged'], { error: 'marker or unchanged' })
    .default('marker')
    .describe('When a set is complete: `NAME.done` lies there; or nothing of it changed for as long as `settled`.'),
  settled: duration
    .prefault('60s')
    .describe('For how long nothing of a set must have changed, with `complete: unchanged`.'),
  service: id
    .optional()
    .describe('Id of the service that JSON files apply for; absent: each is a whole submission, as it is posted.'),
  act: id.default('apply').describe('Act within the service.'),
  region: ars.optional().describe('Municipality of the applications (ARS). Together with `service`.'),
  profile: id.default('native').describe('Profile of the JSON files.'),
  authentication: applicantAuthentication
    .optional()
    .describe('How whoever leaves the files knows who applies; absent: nothing is said of it.'),
});
