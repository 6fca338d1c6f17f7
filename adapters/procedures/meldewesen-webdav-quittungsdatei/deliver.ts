import {
  authorizationOf,
  type DeliveryJob,
  type HttpRequest,
  type HttpResult,
  type Outcome,
  outcomeOf,
  outcomeOfReceipt,
  readReceipt,
  recordedCall,
} from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/** A message that lies in the folder is never put there again; only its receipt is looked for. */
const step = 'placed';

export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  if (job.steps.recall(step) !== undefined) return lookForReceipt(job);
  const fault = await place(job);
  if (fault) return fault;
  await job.steps.once(step, async () => true);
  return wait(job.options, 'lies in the folder');
}

/** Written under a name that the register does not look at, then renamed: it never finds half a message. */
async function place(job: DeliveryJob<Options>): Promise<Outcome | undefined> {
  const { message, deliveryKey, options } = job;
  const part = addressOf(options, `${deliveryKey}.part`);
  const headers = { 'content-type': 'application/xml; charset=utf-8' };
  const put = await call(job, 'write message', { method: 'PUT', url: part, body: message.xml, headers });
  // Nobody looks at a file of that name, so it may be written again.
  if (put.kind === 'failed') return { kind: 'later', answer: put.answer };
  const refused = outcomeOf(put);
  if (refused) return refused;
  const destination = addressOf(options, `${deliveryKey}.xml`);
  const move = await call(job, 'rename message', {
    method: 'MOVE',
    url: part,
    headers: { destination, overwrite: 'F' },
  });
  if (move.kind === 'failed') return outcomeOf(move);
  // RFC 4918, section 9.9.4: there is such a file already, from an attempt whose answer was lost.
  return move.status === 412 ? undefined : outcomeOf(move);
}

async function lookForReceipt(job: DeliveryJob<Options>): Promise<Outcome> {
  const { message, deliveryKey, options } = job;
  const url = addressOf(options, `${deliveryKey}.quittung.xml`);
  const result = await call(job, 'look for receipt', { method: 'GET', url });
  // Looking changes nothing, so what became of it does not matter.
  if (result.kind === 'failed') return { kind: 'later', answer: result.answer };
  if (result.status === 404) return wait(options, 'no receipt yet');
  const outcome = outcomeOf(result);
  if (outcome?.kind === 'rejected') return { kind: 'unknown', answer: `${outcome.answer} in place of the receipt` };
  if (outcome) return outcome;
  const reading = await readReceipt(result.body);
  if (reading.kind === 'receipt') return outcomeOfReceipt(reading.receipt, result.body, message.uuid, 'receipt');
  return { kind: 'unknown', answer: `no receipt (${reading.reason})` };
}

function wait({ pollSeconds }: Options, answer: string): Outcome {
  return { kind: 'later', awaitsAnswer: true, notBefore: new Date(Date.now() + pollSeconds * 1_000), answer };
}

function addressOf({ url }: Options, name: string): string {
  return `${url.replace(/\/$/, '')}/${name}`;
}

type Call = Pick<HttpRequest, 'method' | 'url' | 'body' | 'headers'>;

function call({ calls, options, signal }: DeliveryJob<Options>, name: string, request: Call): Promise<HttpResult> {
  const headers = { ...authorizationOf(options), ...request.headers };
  return recordedCall(calls, name, { ...request, headers, signal, allowInsecure: options.allowInsecure });
}
