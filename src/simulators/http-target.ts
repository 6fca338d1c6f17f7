import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Behaviour, openScript } from './behaviour.ts';
import type { HeldMessage, Target, TargetCall } from './target.ts';

/** A request that a simulated interface got. */
export interface HttpCall {
  readonly method: string;
  readonly path: string;
  /** What stood in the path where the step has `:name`. */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Headers;
  readonly body: Buffer;
}

export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** One call of a vendor's interface. */
export interface HttpStep {
  readonly name: string;
  readonly method: string;
  /** For example `/cases/:number/message`. */
  readonly path: string;
  /**
   * What the interface answers. `behaviour` is one of `take`, `refuse`, `wrong-receipt`, `forged-receipt` and
   * `duplicate-receipt`; the rest is done around it.
   */
  answer(call: HttpCall, behaviour: Behaviour): HttpReply | Promise<HttpReply>;
  /** What the call brought, for those who look on. `key` is the header Idempotency-Key when nothing else is said. */
  describe?(call: HttpCall): Omit<TargetCall, 'step' | 'behaviour'> | Promise<Omit<TargetCall, 'step' | 'behaviour'>>;
}

export interface HttpTargetSettings {
  readonly name: string;
  /** In the order in which a delivery makes them. */
  readonly steps: readonly HttpStep[];
  /** The step that hands the message over; absent: the last one. */
  readonly principal?: string;
  /** The step that brings the receipt; absent: the one that hands the message over. */
  readonly receipt?: string;
  options(url: string): Readonly<Record<string, unknown>>;
  /** What every call has to bring in this header, else it gets a 401; absent: nobody looks. */
  readonly authorization?: string;
  held(): readonly HeldMessage[];
  /** Forgets everything about the messages that it took last, for `accept-then-lose`. */
  forget(): void;
  /** Frees what stands behind the interface, when it is closed. */
  readonly onClose?: () => void;
  /** Port on 127.0.0.1; absent or 0: any free one. */
  readonly port?: number;
  readonly onCall?: (call: TargetCall) => void | Promise<void>;
}

export interface HttpTarget extends Target {
  readonly url: string;
}

/**
 * Starts a simulated HTTP interface on 127.0.0.1. Its author writes what each call answers; faults are played here.
 *
 * @throws Error when the port is taken.
 */
export async function startHttpTarget(settings: HttpTargetSettings): Promise<HttpTarget> {
  const { name, steps, held, port = 0 } = settings;
  const script = openScript(settings.principal ?? steps.at(-1)?.name ?? '', settings.receipt);
  const calls: TargetCall[] = [];
  const closing = new AbortController();
  const note = async (call: TargetCall) => {
    calls.push(call);
    await settings.onCall?.(call);
  };
  const server = createServer((request, response) => {
    serve(request, response, { settings, script, note, signal: closing.signal }).catch((error: Error) => {
      // A fault of the author's own `answer` or `describe` would look like a connection that was cut.
      if (!('code' in error && error.code === 'ECONNRESET'))
        console.error(`${name}, ${request.method} ${request.url}:`, error);
      response.destroy();
    });
  });
  await listen(server, port);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    name,
    url,
    options: settings.options(url),
    behave: script.set,
    calls: () => [...calls],
    held,
    close: async () => {
      closing.abort();
      await stop(server);
      settings.onClose?.();
    },
  };
}

interface Play {
  readonly settings: HttpTargetSettings;
  readonly script: ReturnType<typeof openScript>;
  readonly note: (call: TargetCall) => Promise<void>;
  readonly signal: AbortSignal;
}

async function serve(request: IncomingMessage, response: ServerResponse, play: Play): Promise<void> {
  const { settings, script, note, signal } = play;
  const { authorization } = settings;
  if (authorization !== undefined && request.headers.authorization !== authorization) {
    return send(response, { status: 401 });
  }
  const found = findStep(settings.steps, request);
  if (!found) return send(response, { status: 404, body: 'no such call' });
  const { step, call: head } = found;
  const behaviour = script.next(step.name);
  if (behaviour.kind === 'cut' && behaviour.when === 'before') {
    await note({ step: step.name, behaviour: behaviour.kind });
    response.destroy();
    return;
  }
  const call = { ...head, body: await buffer(request) };
  const key = call.headers.get('idempotency-key');
  await note({
    step: step.name,
    behaviour: behaviour.kind,
    ...(key !== null && { key }),
    ...(await step.describe?.(call)),
  });
  await answer(step, call, behaviour, response, settings, signal);
}

async function answer(
  step: HttpStep,
  call: HttpCall,
  behaviour: Behaviour,
  response: ServerResponse,
  { forget }: HttpTargetSettings,
  signal: AbortSignal,
): Promise<void> {
  const take = () => step.answer(call, { kind: 'take' });
  switch (behaviour.kind) {
    case 'unavailable': {
      const { retryAfter, limited = false } = behaviour;
      const headers =
        retryAfter === undefined ? {} : { 'retry-after': limited ? dateIn(retryAfter) : String(retryAfter) };
      return send(response, { status: limited ? 429 : 503, headers, body: noise });
    }
    case 'crash':
      return send(response, { status: 500, headers: html, body: noise });
    case 'slow':
      if (!(await lasts(behaviour.ms, response, signal))) return void response.destroy();
      return send(response, await take());
    case 'accept-then-lose':
      await take();
      forget();
      return void response.destroy();
    case 'no-receipt': {
      const { status } = await take();
      return send(response, { status });
    }
    case 'garbage': {
      const { status } = await take();
      return send(response, { status, headers: html, body: noise });
    }
    case 'cut':
      return cut(response, await take(), behaviour.when === 'during');
    default:
      return send(response, await step.answer(call, behaviour));
  }
}

function dateIn(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toUTCString();
}

/** Whether the caller is still there when the time has passed. */
async function lasts(ms: number, response: ServerResponse, signal: AbortSignal): Promise<boolean> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return sleep(ms, true, { signal: AbortSignal.any([signal, gone.signal]) }).catch(() => false);
}

const html = { 'content-type': 'text/html; charset=utf-8' };

/** Error pages of real products quote what they were sent. */
const noise = '<html><p>Fehler bei Wendeline Güldenstern-Kitprobe';

function send(response: ServerResponse, { status, headers, body }: HttpReply): void {
  response.writeHead(status, headers);
  response.end(body);
}

/** The head promises the whole body; half of it, or nothing, is sent. */
function cut(response: ServerResponse, { status, headers, body = '' }: HttpReply, halfway: boolean): void {
  if (!halfway) return void response.destroy();
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': Math.max(bytes.length, 2) });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}

function findStep(steps: readonly HttpStep[], request: IncomingMessage) {
  const { pathname } = new URL(request.url ?? '/', 'http://target');
  const { method = 'GET' } = request;
  for (const step of steps) {
    const params = step.method === method ? match(step.path, pathname) : undefined;
    if (params) {
      const headers = new Headers(
        Object.entries(request.headersDistinct).map(([name, [value = ''] = []]) => [name, value]),
      );
      return { step, call: { method, path: pathname, params, headers } };
    }
  }
  return undefined;
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
