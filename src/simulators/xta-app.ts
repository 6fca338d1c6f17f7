import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { ZustellwerkError } from '../errors.ts';
import { readContentType } from '../transports/xta/content-type.ts';
import { type Envelope, readEnvelope, writeEnvelope } from '../transports/xta/envelope.ts';
import { actionOf, addressingNamespace, operationOf } from '../transports/xta/names.ts';
import { pack, unpack } from '../transports/xta/xop.ts';
import { type ConnectionEnv, cut, cutHalfway, lasts, withStatus } from './befall.ts';
import { answerXta, writeFault, type XtaOffice, type XtaRequest, type XtaServerAnswer } from './xta-answer.ts';
import type { XtaFaultScript, XtaServerFault } from './xta-faults.ts';
import { judgeEnvelope, XtaRefusal } from './xta-judge.ts';

export interface XtaAppParts {
  readonly office: XtaOffice;
  readonly faults: XtaFaultScript;
  /** Told of each operation that is asked for. */
  readonly called: (operation: string) => void;
  /** Ends what is slow. */
  readonly signal: AbortSignal;
}

/** The endpoint of a simulated XTA server, for all its ports. */
export function xtaApp({ office, faults, called, signal }: XtaAppParts): Hono<ConnectionEnv> {
  const app = new Hono<ConnectionEnv>();
  app.post('/', async (context) => {
    const operation = operationOf(readContentType(context.req.header('content-type')).parameters.get('action'));
    called(operation ?? 'unknown');
    const fault = faults.next(operation);
    if (fault?.kind === 'cut-before') return cut(context);
    if (fault?.kind === 'status') {
      return withStatus({ status: fault.status, ...(fault.retryAfter && { retryAfter: fault.retryAfter }) });
    }
    if (fault?.kind === 'slow' && !(await lasts(fault.ms, signal))) return cut(context);
    return answer(context, office, fault);
  });
  return app;
}

const mostBytes = 64 * 1024 * 1024;

async function answer(
  context: Context<ConnectionEnv>,
  office: XtaOffice,
  fault: XtaServerFault | undefined,
): Promise<Response> {
  let envelope: Envelope | undefined;
  try {
    if (fault?.kind === 'exception') throw new XtaRefusal(fault.name, 'Nach Drehbuch.');
    const request = await readRequest(context);
    envelope = request.envelope;
    await judgeEnvelope(request.envelope, request.operation, office.schemas);
    const answered = await answerXta(office, request);
    if (fault?.kind === 'fail-after') throw new XtaRefusal('TechnicalProblem', 'Nach Drehbuch.');
    if (fault?.kind === 'lose') for (const { order } of office.orders.list()) office.orders.forget(order.xtaMessageId);
    return befallAnswer(context, fault, request, answered);
  } catch (error) {
    return refuse(toRefusal(error), envelope?.messageId);
  }
}

function refuse(refusal: XtaRefusal, relatesTo: string | undefined): Response {
  const action = `${addressingNamespace}/fault`;
  const messageId = `urn:uuid:${randomUUID()}`;
  const parts = { action, messageId, headers: [], body: writeFault(refusal) };
  const { contentType, body } = pack(writeEnvelope({ ...parts, ...(relatesTo && { relatesTo }) }), action, []);
  return respond(body, contentType, refusal.fault === 'Sender' ? 400 : 500);
}

async function readRequest({ req }: Context<ConnectionEnv>): Promise<XtaRequest> {
  const contentType = req.header('content-type');
  const { envelope: bytes, parts } = await unpack(contentType, req.raw.body ?? [], mostBytes);
  const envelope = readEnvelope(bytes, mostBytes);
  const operation = operationOf(envelope.action);
  if (operation === undefined) throw new XtaRefusal('Sender', 'wsa:Action is unknown');
  if (readContentType(contentType).parameters.get('action') !== envelope.action) {
    throw new XtaRefusal('Sender', 'wsa:Action and the SOAP action differ');
  }
  return { operation, envelope, parts };
}

function befallAnswer(
  context: Context<ConnectionEnv>,
  fault: XtaServerFault | undefined,
  { operation, envelope }: XtaRequest,
  answered: XtaServerAnswer,
): Response {
  if (fault?.kind === 'cut-after') return cut(context);
  if (fault?.kind === 'garbage') return respond(Buffer.from('<html><p>Willkommen'), 'text/html', 200);
  const action = `${actionOf(operation)}Response`;
  const relatesTo = fault?.kind === 'wrong-relation' ? `urn:uuid:${randomUUID()}` : envelope.messageId;
  const written = writeEnvelope({
    action,
    messageId: `urn:uuid:${randomUUID()}`,
    headers: answered.headers,
    ...(relatesTo !== undefined && { relatesTo }),
    ...(answered.body && { body: answered.body }),
  });
  const { contentType, body } = pack(written, action, answered.parts);
  return fault?.kind === 'cut-during' ? cutHalfway(context, body, contentType) : respond(body, contentType, 200);
}

/** What cannot be read is the sender's fault. */
function toRefusal(error: unknown): XtaRefusal {
  if (error instanceof XtaRefusal) return error;
  if (error instanceof ZustellwerkError) return new XtaRefusal('Sender', error.code);
  return new XtaRefusal('TechnicalProblem', 'a bug of the simulator');
}

function respond(body: Uint8Array, contentType: string, status: number): Response {
  return new Response(body.slice(), { status, headers: { 'content-type': contentType } });
}
