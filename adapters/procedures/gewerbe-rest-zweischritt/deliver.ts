import {
  authorizationOf,
  type DeliveryJob,
  type HttpResult,
  type Outcome,
  outcomeOf,
  recordedCall,
} from '../../../src/sdk.ts';
import { outcomeOfJson, readReservation } from './answers.ts';
import type { Options } from './options.ts';

/** The case number is kept, so that no attempt reserves a second one. */
const step = 'case number';

/** Two calls. The register tells repetitions of the first by `schluessel`, of the second by the number. */
export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  const known = job.steps.recall(step);
  if (typeof known === 'string') return handOver(job, known);
  const reserved = await reserve(job);
  if (typeof reserved !== 'string') return reserved;
  await job.steps.once(step, async () => reserved);
  return handOver(job, reserved);
}

/** The case number, or why there is none. A reservation alone does nothing at the office, so it may be asked for again. */
async function reserve(job: DeliveryJob<Options>): Promise<string | Outcome> {
  const { message, deliveryKey } = job;
  const wanted = { schluessel: deliveryKey, nachricht: message.id, nachrichtenUUID: message.uuid };
  const body = Buffer.from(JSON.stringify(wanted));
  const result = await call(job, 'reserve case number', 'POST', 'vorgaenge', body, 'application/json');
  if (result.kind === 'failed') return { kind: 'later', answer: result.answer };
  const answer = `HTTP ${result.status}, no case number`;
  return outcomeOf(result) ?? readReservation(result.body) ?? { kind: 'later', answer };
}

async function handOver(job: DeliveryJob<Options>, number: string): Promise<Outcome> {
  const { message } = job;
  const path = `vorgaenge/${encodeURIComponent(number)}/nachricht`;
  const result = await call(job, 'hand message over', 'PUT', path, message.xml, 'application/xml; charset=utf-8');
  if (result.kind === 'failed') return outcomeOf(result);
  const byStatus = outcomeOf(result);
  if (byStatus !== undefined && result.status !== 422) return byStatus;
  const answer = `HTTP ${result.status}, receipt`;
  const outcome = outcomeOfJson(result.body, message.uuid, answer);
  if (outcome === undefined) return byStatus ?? { kind: 'unknown', answer: `HTTP ${result.status}, no receipt` };
  const contradicts = outcome.kind === 'delivered' && result.status === 422;
  return contradicts ? { kind: 'unknown', answer: `${answer} that accepts` } : outcome;
}

function call(
  { options, calls, deliveryKey, signal }: DeliveryJob<Options>,
  step: string,
  method: 'POST' | 'PUT',
  path: string,
  body: Uint8Array,
  contentType: string,
): Promise<HttpResult> {
  return recordedCall(calls, step, {
    method,
    url: `${options.url.replace(/\/$/, '')}/${path}`,
    body,
    headers: {
      ...authorizationOf(options),
      'content-type': contentType,
      accept: 'application/json',
      'idempotency-key': deliveryKey,
    },
    signal,
    allowInsecure: options.allowInsecure,
  });
}
