import { createHash } from 'node:crypto';
import { type DeliveryJob, type Mail, type Outcome, outcomeOfMail, sendMail } from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/** One mail with the frozen bytes attached. */
export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  const { host, security, port, user, password, ca } = job.options;
  const server = { host, security, port: port ?? (security === 'tls' ? 465 : 587), user, password, ca };
  const begun = performance.now();
  const outcome = outcomeOfMail(await sendMail(server, writeMail(job), job.signal));
  const { answer } = outcome;
  const milliseconds = performance.now() - begun;
  job.calls.record({ step: 'mail', target: `smtp://${host}:${server.port}`, answer, milliseconds });
  return outcome;
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
