import {
  authorizationOf,
  type CheckFault,
  type CheckJob,
  checkAddress,
  createTokenSource,
  type DeliveryJob,
  type HttpAnswer,
  type HttpResult,
  type Outcome,
  oncePerOptions,
  openConnections,
  outcomeOf,
  outcomeOfReceipt,
  postXml,
  postXmlWithToken,
  type Receipt,
  readReceipt,
  type XmlRequest,
} from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/** One POST of the frozen bytes. The receipt decides where there has to be one, else the status does. */
export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  const { message, deliveryKey, options, signal, calls } = job;
  const begun = performance.now();
  const result = await post(options, {
    url: options.url,
    body: message.xml,
    headers: {
      ...authorizationOf(options),
      'idempotency-key': deliveryKey,
      'zustellwerk-message': message.id,
    },
    signal,
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
  if (reading.kind === 'receipt') return outcomeOfAnswer(reading.receipt, result, message.uuid);
  return byStatus ?? { kind: 'unknown', answer: `HTTP ${result.status}, no receipt (${reading.reason})` };
}

export function check({ options, signal }: CheckJob<Options>): Promise<readonly CheckFault[]> {
  return checkAddress(options, signal, connectionsOf(options));
}

const connectionsOf = oncePerOptions((options: Options) => {
  const { clientCertificate: certificate, clientKey: key, clientKeyPassphrase: passphrase, ca } = options;
  return certificate === undefined && ca === undefined
    ? undefined
    : openConnections({ certificate, key, passphrase, ca });
});

const tokensOf = oncePerOptions((options: Options) => {
  const { tokenUrl, clientId = '', clientSecret = '', scope, allowInsecure } = options;
  const connections = connectionsOf(options);
  return tokenUrl === undefined
    ? undefined
    : createTokenSource({ tokenUrl, clientId, clientSecret, scope, connections, allowInsecure });
});

/** A token that cannot be had is as if there were no connection: nothing was sent. */
function post(options: Options, request: XmlRequest): Promise<HttpResult> {
  const { allowInsecure } = options;
  const connections = connectionsOf(options);
  const whole = { ...request, allowInsecure, ...(connections && { connections }) };
  const tokens = tokensOf(options);
  return tokens ? postXmlWithToken(whole, tokens) : postXml(whole);
}

/** A receipt that contradicts its own status says nothing. */
function outcomeOfAnswer(receipt: Receipt, { status, body }: HttpAnswer, uuid: string): Outcome {
  const answer = `HTTP ${status}, receipt`;
  const outcome = outcomeOfReceipt(receipt, body, uuid, answer);
  if (status === 422 && outcome.kind === 'delivered') return { kind: 'unknown', answer: `${answer} that accepts` };
  return outcome;
}
