import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { Fault } from './faults.ts';
import { type OfficeAnswer, writeReceipt } from './office.ts';

/** In-process requests have no connection. */
export interface ConnectionEnv {
  Bindings: Partial<HttpBindings>;
}

type Answer = (xml: Uint8Array, refuse: boolean) => Promise<OfficeAnswer>;

const xmlType = 'application/xml; charset=utf-8';
const anotherUuid = '00000000-0000-4000-8000-000000000000';

/** Answers a request, with the fault that befalls it. */
export async function befall(
  context: Context<ConnectionEnv>,
  fault: Fault | undefined,
  signal: AbortSignal,
  answer: Answer,
): Promise<Response> {
  if (fault?.kind === 'cut-before') return cut(context);
  if (fault?.kind === 'status') return withStatus(fault);
  if (fault?.kind === 'slow' && !(await lasts(fault.ms, signal))) return cut(context);
  const xml = new Uint8Array(await context.req.arrayBuffer());
  const { status, receipt } = await answer(xml, fault?.kind === 'refuse');
  switch (fault?.kind) {
    case 'cut-after':
      return cut(context);
    case 'cut-during':
      return cutHalfway(context, writtenOr(receipt, status));
    case 'garbage':
      return new Response('<html><p>Willkommen', { headers: { 'content-type': 'text/html' } });
    case 'wrong-receipt':
      return asXml(200, writtenOr(receipt && { ...receipt, messageUuid: anotherUuid }, status));
    default:
      return asXml(status, writtenOr(receipt, status));
  }
}

/** Whether the time passed before the procedure was closed. */
export function lasts(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal }).catch(() => false);
}

function writtenOr(receipt: OfficeAnswer['receipt'], status: number): Uint8Array<ArrayBuffer> {
  return receipt ? writeReceipt(receipt) : new TextEncoder().encode(`<fehler status="${status}"/>`);
}

function asXml(status: number, body: Uint8Array<ArrayBuffer>): Response {
  return new Response(body, { status, headers: { 'content-type': xmlType } });
}

export function withStatus({
  status,
  retryAfter,
}: Pick<Extract<Fault, { kind: 'status' }>, 'status' | 'retryAfter'>): Response {
  return new Response(null, { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } });
}

export function cut({ env }: Context<ConnectionEnv>): Response {
  const { outgoing } = env;
  if (outgoing === undefined) return new Response(null, { status: 500 });
  outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** The head promises the whole body, half of it is sent. */
export function cutHalfway(context: Context<ConnectionEnv>, body: Uint8Array, contentType = xmlType): Response {
  const { outgoing } = context.env;
  if (outgoing === undefined || !('shouldKeepAlive' in outgoing)) return cut(context);
  outgoing.writeHead(200, { 'content-type': contentType, 'content-length': body.length });
  outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}
