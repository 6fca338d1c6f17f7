/**
 * XML over HTTPS: one POST and its answer, told apart by what is certain about it.
 *
 * | what happened | result | outcome (`outcomeOf`) |
 * | --- | --- | --- |
 * | 2xx, body read whole | answer | the caller reads the body |
 * | 408, 425, 429, 5xx | answer | `later`, not before Retry-After (at most 24 h ahead) |
 * | 3xx (never followed), other 4xx | answer | `rejected`, finding `http-STATUS` |
 * | no connection: refused, DNS, TLS, address not allowed | failed, `before-send` | `later` |
 * | aborted or timed out before sending began | failed, `before-send` | `later` |
 * | aborted, timed out or cut after sending began | failed, `unclear` | `unknown` |
 * | 2xx whose body is cut or too large | failed, `unclear` | `unknown` |
 *
 * A status other than 2xx says enough: it stands even when its body could not be read whole.
 *
 * @module
 */
import { type Dispatcher, getGlobalDispatcher } from 'undici';
import type { Connections } from './connections.ts';
import { describeFailure, isBlockedPort } from './network-failure.ts';

export interface XmlRequest {
  /** https, or http to this machine. Must not carry user and password: they belong in a header. */
  readonly url: string;
  /** The XML, sent byte for byte. */
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** The only clock: nothing else ends an exchange that has begun. */
  readonly signal: AbortSignal;
  /** Bytes of the answer's body that are read at most; 1 MiB when absent. */
  readonly maxAnswerBytes?: number;
  /** Lets http:// go to other machines, unencrypted. */
  readonly allowInsecure?: boolean;
  /** Connections with a certificate or CA of their own; absent: those that all destinations share. */
  readonly connections?: Connections;
}

/** A call that is more, or less, than one POST of XML. */
export interface HttpRequest extends Omit<XmlRequest, 'body'> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'MOVE';
  /** Sent byte for byte; say what it is in the header content-type. */
  readonly body?: Uint8Array;
}

export type HttpResult = HttpAnswer | HttpFailure;

export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Headers;
  /** Empty when the status is not 2xx and the body was cut or larger than allowed. */
  readonly body: Uint8Array;
}

export interface HttpFailure {
  readonly kind: 'failed';
  /** `before-send`: the server certainly has nothing. `unclear`: it may have everything. */
  readonly phase: 'before-send' | 'unclear';
  /** A few words for the operator, without address, headers or content. */
  readonly answer: string;
}

const oneMebibyte = 1024 * 1024;

/**
 * Posts XML and reads the answer. Redirects are not followed. Never throws.
 *
 * Uses the global `fetch` and, without connections of its own, undici's global dispatcher. A process calls undici's `install()` and
 * `setGlobalDispatcher()` at its start: Node's own `fetch` refuses an undici of another major version.
 */
export async function postXml(request: XmlRequest): Promise<HttpResult> {
  const headers = { 'content-type': 'application/xml; charset=utf-8', ...request.headers };
  return callHttp({ ...request, method: 'POST', headers });
}

/** The same for other methods and contents. GET changes nothing, so what is unclear about it may be asked again. */
export async function callHttp(request: HttpRequest): Promise<HttpResult> {
  const { url, method, body, signal, maxAnswerBytes = oneMebibyte, connections } = request;
  const refusal = refuseAddress(request);
  if (refusal !== undefined) return { kind: 'failed', phase: 'before-send', answer: refusal };
  const progress: Progress = { certain: true, sending: false };
  try {
    const init: RequestInit = {
      method,
      headers: new Headers(request.headers),
      ...(body && { body }),
      redirect: 'manual',
      signal,
    };
    signal.throwIfAborted();
    progress.certain = false;
    const response = await fetch(url, { ...init, ...watched(progress, connections) });
    return await readAnswer(response, maxAnswerBytes);
  } catch (error) {
    const unsent = (progress.certain && !progress.sending) || isBlockedPort(error);
    const phase = unsent ? 'before-send' : 'unclear';
    return { kind: 'failed', phase, answer: describeFailure(error, signal) };
  }
}

/** Whether an address is safe to post to: https, or http that does not leave this machine. */
export function isSecureUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
}

const loopback = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

function refuseAddress({ url, allowInsecure = false }: Omit<XmlRequest, 'body'>): string | undefined {
  if (!URL.canParse(url)) return 'the address is not a URL';
  const { protocol, username, password } = new URL(url);
  if (username !== '' || password !== '') return 'the address carries user and password; set them as options';
  if (isSecureUrl(url) || (protocol === 'http:' && allowInsecure)) return undefined;
  return 'the address is not https';
}

/** How far a request has come. `certain`: somebody who knows it has told. */
interface Progress {
  certain: boolean;
  sending: boolean;
}

/**
 * The dispatcher alone knows whether a failed request had begun: error codes do not tell a connection that was reset
 * during the TLS handshake from one that was reset after the last byte. A `fetch` that never asks the dispatcher leaves
 * the progress uncertain.
 */
function watched(progress: Progress, connections: Connections | undefined): RequestInit {
  const pool = connections === undefined ? getGlobalDispatcher() : (connections.dispatcher as Dispatcher);
  const dispatcher = pool.compose((dispatch) => (options, handler) => {
    progress.certain = true;
    return dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, watch(handler, progress));
  });
  // Node's types know an older undici than the one that `install()` puts in place.
  return { dispatcher } as unknown as RequestInit;
}

/** A proxy, since handlers of other undici versions have other members, some of them private. */
function watch(handler: Dispatcher.DispatchHandler, progress: Progress): Dispatcher.DispatchHandler {
  return new Proxy(handler, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (name !== 'onRequestStart') return member.bind(target);
      return (...parameters: unknown[]) => {
        progress.sending = true;
        return member.apply(target, parameters);
      };
    },
  });
}

async function readAnswer(response: Response, limit: number): Promise<HttpResult> {
  const { status, headers } = response;
  const body = response.ok ? await readBody(response, limit) : await readBody(response, limit).catch(() => undefined);
  if (body === undefined && response.ok) {
    return { kind: 'failed', phase: 'unclear', answer: `HTTP ${status}, answer larger than ${limit} bytes` };
  }
  return { kind: 'answer', status, headers, body: body ?? new Uint8Array() };
}

/** Undefined when the body is larger than the limit; leaving the loop cancels the stream. */
async function readBody(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
