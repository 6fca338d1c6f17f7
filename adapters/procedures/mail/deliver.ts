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
import { writeText } from './text.ts';

/** One mail with the frozen bytes attached, and beside them the PDF to read. */
export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  const server = serverOf(job.options);
  const begun = performance.now();
  const outcome = outcomeOfMail(await sendMail(server, await writeMail(job), job.signal));
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

async function writeMail({ message, deliveryKey, options }: DeliveryJob<Options>): Promise<Mail> {
  const { from, to, subject, certificate, language } = options;
  const pdf = await message.pdf(language);
  const xmlName = `${deliveryKey}.xml`;
  const pdfName = `${deliveryKey}.pdf`;
  const sha512 = createHash('sha512').update(message.xml).digest('hex');
  return {
    from,
    to,
    subject: `${subject} ${message.id} [${deliveryKey}]`,
    messageId: `${deliveryKey}@${from.slice(from.lastIndexOf('@') + 1)}`,
    text: writeText({ id: message.id, uuid: message.uuid, sha512, xmlName, ...(pdf && { pdfName }) }, language),
    encryptFor: certificate,
    attachments: [
      ...(pdf ? [{ fileName: pdfName, mediaType: 'application/pdf', bytes: pdf }] : []),
      { fileName: xmlName, mediaType: 'application/xml', bytes: message.xml },
    ],
  };
}
