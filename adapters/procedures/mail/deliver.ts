import { createHash } from 'node:crypto';
import {
  type CheckFault,
  type CheckJob,
  type DeliveryJob,
  type Mail,
  type MailServer,
  type Outcome,
  outcomeOfMail,
  sendMail,
  tryMailServer,
} from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/** One mail with the frozen bytes attached. */
export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  const server = serverOf(job.options);
  const begun = performance.now();
  const outcome = outcomeOfMail(await sendMail(server, writeMail(job), job.signal));
  const { answer } = outcome;
  const milliseconds = performance.now() - begun;
  job.calls.record({ step: 'mail', target: `smtp://${server.host}:${server.port}`, answer, milliseconds });
  return outcome;
}

/** Whether the mail server is there and takes the login. */
export async function check({ options, signal }: CheckJob<Options>): Promise<readonly CheckFault[]> {
  const problem = await tryMailServer(serverOf(options), signal);
  if (problem === undefined) return [];
  return [{ option: ['host'], problem, remedy: 'Check host, port, security, user and password, and ca.' }];
}

function serverOf({ host, security, port, user, password, ca }: Options): MailServer {
  return { host, security, port: port ?? (security === 'tls' ? 465 : 587), user, password, ca };
}

function writeMail({ message, deliveryKey, options: { from, to, subject, certificate } }: DeliveryJob<Options>): Mail {
  const fileName = `${deliveryKey}.xml`;
  const sha512 = createHash('sha512').update(message.xml).digest('hex');
  return {
    from,
    to,
    subject: `${subject} ${message.id} [${deliveryKey}]`,
    messageId: `${deliveryKey}@${from.slice(from.lastIndexOf('@') + 1)}`,
    text: `Im Anhang liegt ein Online-Antrag als XML-Nachricht.

Nachricht: ${message.id}
nachrichtenUUID: ${message.uuid}
Datei: ${fileName}
SHA-512: ${sha512}

Dieselbe nachrichtenUUID ist derselbe Antrag: Kommt diese E-Mail ein zweites Mal, ist nichts zu tun.
Das Portal erfährt nicht, ob und wann Sie den Antrag gelesen haben. Antworten an den Absender liest niemand.
`,
    encryptFor: certificate,
    attachments: [{ fileName, mediaType: 'application/xml', bytes: message.xml }],
  };
}
