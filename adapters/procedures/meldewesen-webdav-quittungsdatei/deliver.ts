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

/** Steps that are not done again: the file is whole; the register has been given it, so only its receipt is looked for. */
const steps = { written: 'written', placed: 'placed' } as const;

export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  if (job.steps.recall(steps.placed) !== undefined) return lookForReceipt(job);
  const fault = await place(job);
  if (fault) return fault;
  await job.steps.once(steps.placed, async () => true);
  return wait(job.options, 'lies in the folder');
}

/** Written under a name that the register does not look at, then renamed: it never finds half a message. */
async function place(job: DeliveryJob<Options>): Promise<Outcome | undefined> {
  if (job.steps.recall(steps.written) === undefined) {
    const fault = await write(job);
    if (fault) return fault;
    await job.steps.once(steps.written, async () => true);
  }
  const move = await rename(job);
  if (move.kind === 'failed' || move.status !== 404) return outcomeOfRename(move);
  // Renamed by an attempt whose answer was lost, and taken since; or cleared away. The register knows a message that it has.
  return (await write(job)) ?? outcomeOfRename(await rename(job));
}

/** Undefined when the whole file lies there. */
async function write(job: DeliveryJob<Options>): Promise<Outcome | undefined> {
  const headers = { 'content-type': 'application/xml; charset=utf-8' };
  const put = await call(job, 'write message', {
    method: 'PUT',
    url: addressOf(job, 'part'),
    body: job.message.xml,
    headers,
  });
  // Nobody looks at a file of that name, so it may be written again.
  return put.kind === 'failed' ? { kind: 'later', answer: put.answer } : outcomeOf(put);
}

function rename(job: DeliveryJob<Options>): Promise<HttpResult> {
  const headers = { destination: addressOf(job, 'xml'), overwrite: 'F' };
  return call(job, 'rename message', { method: 'MOVE', url: addressOf(job, 'part'), headers });
}

function outcomeOfRename(move: HttpResult): Outcome | undefined {
  // RFC 4918, section 9.9.4: there is such a file already, from an attempt whose answer was lost.
  return move.kind === 'answer' && move.status === 412 ? undefined : outcomeOf(move);
}

async function lookForReceipt(job: DeliveryJob<Options>): Promise<Outcome> {
  const { message, options } = job;
  const result = await call(job, 'look for receipt', { method: 'GET', url: addressOf(job, 'quittung.xml') });
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

function addressOf({ options, deliveryKey }: DeliveryJob<Options>, ending: string): string {
  return `${options.url.replace(/\/$/, '')}/${deliveryKey}.${ending}`;
}

type Call = Pick<HttpRequest, 'method' | 'url' | 'body' | 'headers'>;

function call({ calls, options, signal }: DeliveryJob<Options>, name: string, request: Call): Promise<HttpResult> {
  const headers = { ...authorizationOf(options), ...request.headers };
  return recordedCall(calls, name, { ...request, headers, signal, allowInsecure: options.allowInsecure });
}
