import {
  type DeliveryJob,
  type HttpAnswer,
  type Outcome,
  outcomeOf,
  postXml,
  type Receipt,
  readReceipt,
} from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/** One POST of the frozen bytes. The receipt decides where there has to be one, else the status does. */
export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  const { message, deliveryKey, options, signal, calls } = job;
  const begun = performance.now();
  const result = await postXml({
    url: options.url,
    body: message.xml,
    headers: {
      ...authorization(options),
      'idempotency-key': deliveryKey,
      'zustellwerk-message': message.id,
    },
    signal,
    allowInsecure: options.allowInsecure,
  });
  calls.record({
    step: 'POST',
    target: options.url,
    answer: result.kind === 'failed' ? outcomeOf(result).answer : `HTTP ${result.status}`,
    milliseconds: performance.now() - begun,
    request: message.xml,
    ...(result.kind === 'answer' && { response: result.body }),
  });
  if (result.kind === 'failed') return outcomeOf(result);
  const byStatus = outcomeOf(result);
  if (byStatus !== undefined && result.status !== 422) return byStatus;
  const reading = await readReceipt(result.body);
  if (reading.kind === 'receipt') return outcomeOfReceipt(reading.receipt, result, message.uuid);
  return byStatus ?? { kind: 'unknown', answer: `HTTP ${result.status}, no receipt (${reading.reason})` };
}

function authorization({ token, user, password }: Options): Record<string, string> {
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  if (user === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`, 'utf8').toString('base64')}` };
}

/** A receipt for another message says nothing about ours, nor does one that contradicts its own status. */
function outcomeOfReceipt(receipt: Receipt, { status, body }: HttpAnswer, uuid: string): Outcome {
  const answer = `HTTP ${status}, receipt`;
  if (receipt.messageUuid.toLowerCase() !== uuid.toLowerCase()) {
    return { kind: 'unknown', answer: `${answer} for another message` };
  }
  if (receipt.refused) return { kind: 'rejected', findings: receipt.findings ?? [], receipt: body, answer };
  if (status === 422) return { kind: 'unknown', answer: `${answer} that accepts` };
  const { fileNumber } = receipt;
  return { kind: 'delivered', receipt: body, ...(fileNumber !== undefined && { fileNumber }), answer };
}
