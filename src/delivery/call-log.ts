import { createHash } from 'node:crypto';
import type { DataKey } from '../store/seal.ts';
import type { Call, CallLog } from './calls.ts';

/** A call as it is kept. */
export interface KeptCall extends Omit<Call, 'request' | 'response'> {
  readonly request?: KeptBody;
  readonly response?: KeptBody;
}

/** What was sent or came back: `same` as bytes that are kept elsewhere, as text, or too large or no text. */
export interface KeptBody {
  readonly size: number;
  readonly sha256: string;
  readonly same?: 'message' | 'receipt';
  readonly text?: string;
}

export interface OpenCallLog extends CallLog {
  readonly kept: readonly KeptCall[];
}

/** What is kept of one body, in bytes, and of one attempt, in calls: a log, not an archive. */
const largestBody = 64 * 1024;
const mostCalls = 100;

/** @param message the bytes of the delivery, which are kept already. */
export function openCallLog(message: Uint8Array): OpenCallLog {
  const kept: KeptCall[] = [];
  return {
    kept,
    record: ({ step, target, answer, milliseconds, request, response }) => {
      if (kept.length === mostCalls) return;
      kept.push({
        step,
        target: withoutSecrets(target),
        answer,
        milliseconds: Math.round(milliseconds),
        ...(request && { request: keep(request, message) }),
        ...(response && { response: keep(response, message) }),
      });
    },
  };
}

/** The receipt is kept among the messages; it need not be kept twice. */
export function withoutReceipt(calls: readonly KeptCall[], receipt: Uint8Array): KeptCall[] {
  const receiptHash = sha256(receipt);
  return calls.map((call) => {
    if (call.response?.sha256 !== receiptHash) return call;
    const { text: _, ...facts } = call.response;
    return { ...call, response: { ...facts, same: 'receipt' } };
  });
}

export function sealCalls(calls: readonly KeptCall[], deliveryId: string, number: number, dataKey: DataKey): Buffer {
  return dataKey.seal(Buffer.from(JSON.stringify(calls)), label(deliveryId, number));
}

/** @throws ZustellwerkError SEAL_BROKEN */
export function openCalls(sealed: Uint8Array, deliveryId: string, number: number, dataKey: DataKey): KeptCall[] {
  return JSON.parse(dataKey.open(sealed, label(deliveryId, number)).toString()) as KeptCall[];
}

const label = (deliveryId: string, number: number) => `calls ${deliveryId} ${number}`;

function keep(body: Uint8Array, message: Uint8Array): KeptBody {
  const facts = { size: body.length, sha256: sha256(body) };
  if (Buffer.compare(body, message) === 0) return { ...facts, same: 'message' };
  const text = body.length <= largestBody ? decode(body) : undefined;
  return text === undefined ? facts : { ...facts, text };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** An address may carry credentials before its host or in its query. */
function withoutSecrets(target: string): string {
  const url = URL.parse(target);
  return url?.host ? `${url.protocol}//${url.host}${url.pathname}` : target;
}
