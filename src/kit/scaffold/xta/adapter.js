import { defineProcedure, outcomeOf, xta, z } from 'zustellwerk/sdk';

/** Modelled after what is public of XTA 2, see docs/transports/xta.md. */
export default defineProcedure({
  id: 'my-adapter',
  version: '0.1.0',
  summary: {
    de: 'Erteilt einem XTA-Server den Auftrag, die Nachricht zu ihrem Leser zu bringen.',
    en: 'Orders an XTA server to bring the message to its reader.',
  },
  options: z.strictObject({
    url: z.url().meta({ description: 'Address of the XTA server.' }),
    senderId: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,41}$/)
      .meta({ description: 'Names this installation in every XTAMessageID.' }),
    scenarioText: z.string().min(1).meta({ description: 'The business scenario in words.' }),
    clientCertificate: z
      .string()
      .optional()
      .meta({ description: 'Client certificate (PEM); the real server asks for one.' }),
    clientKey: z.string().optional().meta({ description: 'Its private key (PEM).', secret: true }),
  }),
  capabilities: { success: 'handed-over', recognisesDuplicates: true },
  deliver,
  lookup,
});

async function deliver(job) {
  const { message, attempt } = job;
  const address = xta.addressMessage(message.xml);
  if (!address) return { kind: 'rejected', findings: [{ id: 'no-address' }], answer: 'no reader or author in it' };
  if (attempt > 1) {
    const earlier = await lookup(job);
    if (earlier.kind !== 'absent') return earlier;
  }
  const order = {
    ...address,
    xtaMessageId: idOf(job),
    scenario: { text: job.options.scenarioText },
    size: message.xml.length,
    quality: { none: 'Kein XTA-Serviceprofil vereinbart.' },
  };
  const content = { id: 'message', contentType: 'application/xml', encoding: 'UTF-8', bytes: message.xml };
  const reply = await call(job, (access) => xta.sendMessage(access, order, { message: content, attachments: [] }));
  switch (reply.kind) {
    case 'value':
      return { kind: 'handed-over', answer: 'XTA order taken' };
    case 'fault':
      return xta.outcomeOfXtaFault(reply.fault);
    case 'http':
      return outcomeOf(reply.result) ?? { kind: 'unknown', answer: 'no SOAP' };
    case 'unreadable':
      return { kind: 'unknown', answer: reply.answer };
  }
}

/** By the transport report: the order has the same id in every attempt. */
async function lookup(job) {
  const reply = await call(job, (access) => xta.getTransportReport(access, idOf(job)));
  if (reply.kind === 'fault' && reply.fault.name === 'InvalidMessageID')
    return { kind: 'absent', answer: 'no such order' };
  if (reply.kind !== 'value') return { kind: 'later', answer: 'no transport report' };
  const { report, bytes } = reply.value;
  if (report.status === 'red') {
    return { kind: 'rejected', findings: [{ id: 'xta-report-red' }], receipt: bytes, answer: 'XTA report red' };
  }
  return { kind: 'handed-over', answer: `XTA report ${report.status}` };
}

function call({ message, options, calls, signal }, use) {
  const { url, clientCertificate: certificate, clientKey: key } = options;
  const settings = {
    urls: { sender: url, 'transport.base': url },
    party: xta.addressMessage(message.xml).author,
    signal,
    onCall: (made) => calls.record(made),
    ...(certificate && { identity: { certificate, key } }),
  };
  return xta.withXta(settings, use);
}

function idOf({ options, deliveryKey }) {
  return xta.xtaMessageId(options.senderId, deliveryKey);
}
