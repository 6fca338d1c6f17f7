import { defineProcedure, isSecureUrl, outcomeOf, postXml, readReceipt, z } from 'zustellwerk/sdk';

export default defineProcedure({
  id: 'my-adapter',
  version: '0.1.0',
  summary: { de: 'Sendet die Nachricht über HTTPS.', en: 'Posts the message over HTTPS.' },
  options: z.strictObject({
    url: z
      .url()
      .refine(isSecureUrl, { error: 'https://, or http:// to this machine' })
      .meta({ description: 'Address that messages are posted to.' }),
    token: z.string().min(1).meta({ description: 'Bearer token.', secret: true }),
  }),
  capabilities: { success: 'delivered', recognisesDuplicates: true },
  deliver,
});

async function deliver(job) {
  const result = await post(job);
  const byStatus = outcomeOf(result);
  if (byStatus) return byStatus;
  return outcomeOfReceipt(await readReceipt(result.body), result, job.message.uuid);
}

async function post({ message, deliveryKey, options, calls, signal }) {
  const begun = performance.now();
  const result = await postXml({
    url: options.url,
    body: message.xml,
    headers: { authorization: `Bearer ${options.token}`, 'idempotency-key': deliveryKey },
    signal,
  });
  const answer = result.kind === 'failed' ? result.answer : `HTTP ${result.status}`;
  calls.record({ step: 'post', target: options.url, answer, milliseconds: performance.now() - begun });
  return result;
}

/** What is no receipt for this very message proves nothing. */
function outcomeOfReceipt(reading, { status, body }, uuid) {
  const answer = `HTTP ${status}, receipt`;
  if (reading.kind !== 'receipt') return { kind: 'unknown', answer: `HTTP ${status}, no receipt` };
  const { messageUuid, refused, findings = [], fileNumber } = reading.receipt;
  if (messageUuid.toLowerCase() !== uuid.toLowerCase())
    return { kind: 'unknown', answer: `${answer} for another message` };
  if (refused) return { kind: 'rejected', findings, receipt: body, answer };
  return { kind: 'delivered', receipt: body, ...(fileNumber && { fileNumber }), answer };
}
