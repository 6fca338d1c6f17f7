import { defineProcedure, outcomeOfMail, sendMail, z } from 'zustellwerk/sdk';

export default defineProcedure({
  id: 'my-adapter',
  version: '0.1.0',
  summary: {
    de: 'Sendet die Nachricht als Anhang einer E-Mail. Es kommt keine Quittung.',
    en: 'Sends the message as an attachment of a mail. There is no receipt.',
  },
  options: z.strictObject({
    host: z.string().min(1).meta({ description: 'Mail server.' }),
    port: z.int().min(1).max(65_535).default(587).meta({ description: 'Its port for STARTTLS.' }),
    user: z.string().min(1).meta({ description: 'User on the mail server.' }),
    password: z.string().min(1).meta({ description: 'Password of the user.', secret: true }),
    ca: z.string().optional().meta({ description: "Certificates (PEM) that the server's is checked against." }),
    from: z.email().meta({ description: 'Sender.' }),
    to: z.email().meta({ description: 'Mailbox of the office.' }),
  }),
  capabilities: { success: 'handed-over', recognisesDuplicates: false },
  deliver,
});

async function deliver({ message, deliveryKey, options, calls, signal }) {
  const { host, port, user, password, ca, from, to } = options;
  const mail = {
    from,
    to,
    // Subject and text pass many hands: nothing personal in them.
    subject: `Online-Antrag ${message.id} [${deliveryKey}]`,
    messageId: `${deliveryKey}@${from.split('@')[1]}`,
    text: `Im Anhang liegt ein Online-Antrag als XML-Nachricht, ${message.uuid}.`,
    attachments: [{ fileName: `${deliveryKey}.xml`, mediaType: 'application/xml', bytes: message.xml }],
  };
  const begun = performance.now();
  const outcome = outcomeOfMail(await sendMail({ host, port, security: 'starttls', user, password, ca }, mail, signal));
  const { answer } = outcome;
  calls.record({ step: 'mail', target: `smtp://${host}:${port}`, answer, milliseconds: performance.now() - begun });
  return outcome;
}
