import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { ZustellwerkError } from '../errors.ts';
import { loadSchemas, type Schemas } from '../messages/schemas.ts';
import { readContentType } from '../transports/xta/content-type.ts';
import { type Envelope, readEnvelope, writeEnvelope } from '../transports/xta/envelope.ts';
import { actionOf, operationOf } from '../transports/xta/names.ts';
import type { ReportStatus } from '../transports/xta/report.ts';
import { pack, unpack } from '../transports/xta/xop.ts';
import { type ConnectionEnv, cut, cutHalfway, lasts, withStatus } from './befall.ts';
import { listen, stop } from './procedure.ts';
import { answerXta, writeFault, type XtaOffice, type XtaRequest, type XtaServerAnswer } from './xta-answer.ts';
import { scriptXtaFaults, type XtaFaultScript, type XtaServerFault } from './xta-faults.ts';
import { judgeEnvelope, XtaRefusal } from './xta-judge.ts';
import { openOrders, type XtaOrders } from './xta-orders.ts';

export interface XtaServerSettings {
  /** Port on 127.0.0.1; absent or 0: any free one. */
  readonly port?: number;
  /** Absent: loaded here and disposed of at the end. */
  readonly schemas?: Schemas;
  readonly identity?: string;
  /** How the report of a new order stands; `open` when absent. */
  readonly report?: ReportStatus;
  readonly faults?: readonly XtaServerFault[];
  /** Serve https and want a client certificate that one of these authorities signed; all PEM. */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly clientAuthorities: string };
  readonly now?: () => Date;
}

export interface SimulatedXtaServer extends AsyncDisposable {
  /** The address of all ports. */
  readonly url: string;
  readonly orders: XtaOrders;
  /** Operations in the order in which they were asked for, also those that a fault befell. */
  calls(): readonly string[];
  /** Replaces what is left of the script of faults. */
  setFaults(faults: readonly XtaServerFault[]): void;
  /** How the reports of further orders stand at first. */
  setReport(status: ReportStatus): void;
  /** Cuts what is open and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts an XTA server on 127.0.0.1, in memory. It checks every request against our own model of XTA 2 (modelled: no
 * official schema, no real server), keeps a mailbox for each reader, writes transport reports, and does wrong what its
 * script says.
 *
 * @throws Error when the port is taken; ZustellwerkError SCHEMA_BROKEN when the schemas can't be loaded.
 */
export async function startXtaServer(settings: XtaServerSettings = {}): Promise<SimulatedXtaServer> {
  const { port = 0, identity = 'Simulator_XTA', now = () => new Date(), tls } = settings;
  const schemas = settings.schemas ?? (await loadSchemas());
  let report: ReportStatus = settings.report ?? 'open';
  const orders = openOrders(() => report, now);
  const faults = scriptXtaFaults(settings.faults);
  const closing = new AbortController();
  const calls: string[] = [];
  const app = xtaApp({ identity, orders, schemas, now }, faults, calls, closing.signal);
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    ...(tls && { createServer, serverOptions: serverOptions(tls) }),
  }) as Server;
  const close = async () => {
    closing.abort();
    await stop(server);
    if (settings.schemas === undefined) schemas.dispose();
  };
  await listen(server, port).catch(async (error) => {
    await close();
    throw error;
  });
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    orders,
    calls: () => calls,
    setFaults: faults.set,
    setReport: (status) => {
      report = status;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function serverOptions({ certificate, key, clientAuthorities }: NonNullable<XtaServerSettings['tls']>) {
  return { cert: certificate, key, ca: clientAuthorities, requestCert: true, rejectUnauthorized: true };
}

function xtaApp(office: XtaOffice, faults: XtaFaultScript, calls: string[], signal: AbortSignal): Hono<ConnectionEnv> {
  const app = new Hono<ConnectionEnv>();
  app.post('/', async (context) => {
    const operation = operationOf(readContentType(context.req.header('content-type')).parameters.get('action'));
    calls.push(operation ?? 'unknown');
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
    const refusal = toRefusal(error);
    const status = writeFault(refusal);
    const written = writeEnvelope({
      action: 'http://www.w3.org/2005/08/addressing/fault',
      messageId: `urn:uuid:${randomUUID()}`,
      headers: [],
      body: status,
      ...(envelope?.messageId !== undefined && { relatesTo: envelope.messageId }),
    });
    const { contentType, body } = pack(written, 'http://www.w3.org/2005/08/addressing/fault', []);
    return respond(body, contentType, refusal.fault === 'Sender' ? 400 : 500);
  }
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
