import { randomUUID } from 'node:crypto';
import { ZustellwerkError } from '../../errors.ts';
import type { Connections } from '../connections.ts';
import { type HttpAnswer, type HttpFailure, postXml } from '../https.ts';
import { type Envelope, readEnvelope, writeEnvelope } from './envelope.ts';
import { readFault, type XtaFault } from './fault.ts';
import { actionOf, portFor, type XtaOperation, type XtaPort } from './names.ts';
import { writeParty, type XtaParty } from './transport-order.ts';
import type { XmlTree } from './xml-tree.ts';
import { type BinaryPart, pack, unpack } from './xop.ts';

/** An XTA server as somebody sees it who has an account there. */
export interface XtaAccess {
  /** Address of each port that is used. */
  readonly urls: Readonly<Partial<Record<XtaPort, string>>>;
  /** The account: author of what is sent, reader of what is fetched. */
  readonly party: XtaParty;
  /** The only clock. */
  readonly signal: AbortSignal;
  /** Connections with a client certificate. */
  readonly connections?: Connections;
  readonly allowInsecure?: boolean;
  /** Told of each call when it has ended. */
  readonly onCall?: (call: XtaCallMade) => void;
  /** Bytes of an answer at most; 16 MiB when absent: reports may carry further reports. */
  readonly maxAnswerBytes?: number;
}

/** What a call sent and what came back, for a log. */
interface XtaCallMade {
  /** The operation. */
  readonly step: XtaOperation;
  readonly target: string;
  /** What came back in a few words. */
  readonly answer: string;
  readonly milliseconds: number;
  readonly request: Uint8Array;
  readonly response?: Uint8Array;
}

export interface XtaCall {
  readonly operation: XtaOperation;
  readonly headers?: readonly XmlTree[];
  readonly body?: XmlTree;
  readonly parts?: readonly BinaryPart[];
}

/** What came back, told apart by what is certain about it. */
export type XtaResult =
  | XtaAnswer
  | { readonly kind: 'fault'; readonly fault: XtaFault }
  /** No SOAP: the status or the failure says all that there is to know. */
  | { readonly kind: 'http'; readonly result: HttpAnswer | HttpFailure }
  /** A 2xx that is no answer to this call. */
  | { readonly kind: 'unreadable'; readonly answer: string };

export interface XtaAnswer {
  readonly kind: 'answer';
  readonly envelope: Envelope;
  /** The envelope as the server wrote it. */
  readonly bytes: Uint8Array;
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

const defaultAnswerBytes = 16 * 1024 * 1024;

/** Calls an operation and reads its answer. Never throws. */
export async function callXta(access: XtaAccess, call: XtaCall): Promise<XtaResult> {
  const { signal, connections, allowInsecure = false, maxAnswerBytes = defaultAnswerBytes } = access;
  const url = access.urls[portFor(call.operation)] ?? '';
  const action = actionOf(call.operation);
  const messageId = `urn:uuid:${randomUUID()}`;
  const headers = [...(call.headers ?? []), writeParty(access.party)];
  const envelope = writeEnvelope({ action, to: url, messageId, headers, ...(call.body && { body: call.body }) });
  const { contentType, body } = pack(envelope, action, call.parts ?? []);
  const begun = performance.now();
  const result = await postXml({
    url,
    body,
    headers: { 'content-type': contentType, accept: 'multipart/related, application/xop+xml, application/soap+xml' },
    signal,
    maxAnswerBytes,
    allowInsecure,
    ...(connections && { connections }),
  });
  access.onCall?.({
    step: call.operation,
    target: url,
    answer: result.kind === 'answer' ? `HTTP ${result.status}` : result.answer,
    milliseconds: performance.now() - begun,
    request: body,
    ...(result.kind === 'answer' && { response: result.body }),
  });
  if (result.kind === 'failed') return { kind: 'http', result };
  return readAnswer(result, messageId, maxAnswerBytes);
}

/** A fault comes with 400 or 500 (SOAP 1.2 HTTP binding), and stands whatever its status is. */
async function readAnswer(result: HttpAnswer, messageId: string, limit: number): Promise<XtaResult> {
  const succeeded = result.status >= 200 && result.status < 300;
  try {
    const unpacked = await unpack(result.headers.get('content-type'), [result.body], limit);
    const envelope = readEnvelope(unpacked.envelope, limit);
    const fault = readFault(envelope.body);
    if (fault !== undefined) return { kind: 'fault', fault };
    if (!succeeded) return { kind: 'http', result };
    if (envelope.relatesTo !== undefined && envelope.relatesTo !== messageId) {
      return { kind: 'unreadable', answer: `HTTP ${result.status}, answer to another request` };
    }
    return { kind: 'answer', envelope, bytes: unpacked.envelope, parts: unpacked.parts };
  } catch (error) {
    if (!(error instanceof ZustellwerkError)) throw error;
    if (!succeeded) return { kind: 'http', result };
    return { kind: 'unreadable', answer: `HTTP ${result.status}, no SOAP envelope (${error.code})` };
  }
}
