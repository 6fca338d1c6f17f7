import {
  authorizationOf,
  type DeliveryJob,
  type HttpAnswer,
  type HttpRequest,
  type HttpResult,
  type Outcome,
  outcomeOf,
  outcomeOfReceipt,
  readReceipt,
  recordedCall,
  retryAfterOf,
} from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/** Where the receipt will be is kept, so that a message which was taken is never posted again. */
const step = 'receipt address';

export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  const known = job.steps.recall(step);
  if (typeof known === 'string') return fetchReceipt(job, known);
  const { message, deliveryKey, options } = job;
  const result = await call(job, 'post message', {
    method: 'POST',
    url: options.url,
    body: message.xml,
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'idempotency-key': deliveryKey,
      'zustellwerk-message': message.id,
    },
  });
  if (result.kind === 'failed') return outcomeOf(result);
  const outcome = outcomeOf(result);
  if (outcome) return outcome;
  const address = receiptAddress(result, options.url);
  if (address === undefined) return { kind: 'unknown', answer: `HTTP ${result.status}, no address of a receipt` };
  await job.steps.once(step, async () => address);
  return wait(result, options);
}

async function fetchReceipt(job: DeliveryJob<Options>, url: string): Promise<Outcome> {
  const result = await call(job, 'fetch receipt', { method: 'GET', url });
  // Asking changes nothing, so what became of the question does not matter.
  if (result.kind === 'failed') return { kind: 'later', answer: result.answer };
  const { status, body } = result;
  if (status === 202 || status === 204) return wait(result, job.options);
  const outcome = outcomeOf(result);
  // The message was taken: what the server says now is no refusal of it.
  if (outcome?.kind === 'rejected') return { kind: 'unknown', answer: `${outcome.answer} in place of the receipt` };
  if (outcome) return outcome;
  const reading = await readReceipt(body);
  const answer = `HTTP ${status}, receipt`;
  if (reading.kind === 'receipt') return outcomeOfReceipt(reading.receipt, body, job.message.uuid, answer);
  return { kind: 'unknown', answer: `HTTP ${status}, no receipt (${reading.reason})` };
}

/** Only on the server that took the message: the credentials go there and nowhere else. */
function receiptAddress({ status, headers }: HttpAnswer, url: string): string | undefined {
  const location = headers.get('location');
  if (status !== 202 || !location || !URL.canParse(location, url)) return undefined;
  const address = new URL(location, url);
  const plain = address.username === '' && address.password === '';
  return plain && address.origin === new URL(url).origin ? address.href : undefined;
}

function wait(result: HttpAnswer, { pollSeconds }: Options): Outcome {
  const notBefore = retryAfterOf(result) ?? new Date(Date.now() + pollSeconds * 1_000);
  return { kind: 'later', awaitsAnswer: true, notBefore, answer: `HTTP ${result.status}, receipt not there yet` };
}

type Call = Pick<HttpRequest, 'method' | 'url' | 'body' | 'headers'>;

function call({ calls, options, signal }: DeliveryJob<Options>, name: string, request: Call): Promise<HttpResult> {
  const headers = { ...authorizationOf(options), ...request.headers };
  return recordedCall(calls, name, { ...request, headers, signal, allowInsecure: options.allowInsecure });
}
