import { setTimeout } from 'node:timers/promises';
import { isObject } from '../base64url.ts';
import { ApiAnswerUnreadable, type ApiProblem, ApiRateLimited, ApiRefused, ApiUnreachable } from './errors.ts';
import { readPause } from './rate-limit.ts';

/** What requests need from the world; each has its default. */
export interface HttpPorts {
  readonly fetch?: typeof fetch | undefined;
  readonly now?: (() => Date) | undefined;
  readonly wait?: ((seconds: number) => Promise<unknown>) | undefined;
  /** The service answers some values with 403, so it should be a plausible product name. */
  readonly userAgent?: string | undefined;
  /** Longest wait for a rate limit; default 60. */
  readonly longestPauseSeconds?: number | undefined;
  /** Ends requests and waiting; what is under way fails with ApiUnreachable, and nothing is repeated. */
  readonly signal?: AbortSignal | undefined;
}

export interface HttpRequest<Answer> {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Made anew for each try. */
  readonly body?: () => string | URLSearchParams | ReadableStream<Uint8Array>;
  /** Whether doing it twice is the same as doing it once. */
  readonly repeatable: boolean;
  readonly timeoutSeconds?: number;
  readonly read: (response: Response) => Promise<Answer | undefined>;
}

const temporary = new Set([408, 500, 502, 503, 504]);
const pauses = [1, 4, 10];

/**
 * Sends a request. Any 2xx is success. What is repeatable is repeated at most three times, with growing pauses, when no
 * answer came or a temporary one. After a 429, which has no effect, everything is repeated when its pause is over.
 *
 * @throws ApiRefused, ApiUnreachable, ApiRateLimited, ApiAnswerUnreadable
 */
export async function send<Answer>(request: HttpRequest<Answer>, ports: HttpPorts): Promise<Answer> {
  const { signal, wait = (seconds) => pauseFor(seconds, signal) } = ports;
  for (let tries = 0; ; tries++) {
    const last = tries === pauses.length;
    const result = await tryOnce(request, ports);
    if ('answer' in result) return result.answer;
    const pause = result.pauseSeconds ?? (request.repeatable && result.temporary ? pauses[tries] : undefined);
    if (last || pause === undefined || signal?.aborted) throw result.error;
    await wait(pause);
    if (signal?.aborted) throw result.error;
  }
}

/** Ends early, without an error, when the signal aborts. */
function pauseFor(seconds: number, signal: AbortSignal | undefined): Promise<unknown> {
  return setTimeout(seconds * 1000, undefined, { signal }).catch(() => undefined);
}

type Result<Answer> =
  | { readonly answer: Answer }
  | { readonly error: Error; readonly temporary: boolean; readonly pauseSeconds?: number };

async function tryOnce<Answer>(request: HttpRequest<Answer>, ports: HttpPorts): Promise<Result<Answer>> {
  const name = describe(request);
  try {
    const response = await fetchOnce(request, ports);
    if (response.status === 429) return await describeLimit(name, response, ports);
    if (!response.ok) {
      const error = new ApiRefused(name, response.status, await readProblem(response));
      return { error, temporary: temporary.has(response.status) };
    }
    const answer = await request.read(response);
    return answer === undefined ? { error: new ApiAnswerUnreadable(name), temporary: false } : { answer };
  } catch (cause) {
    return { error: new ApiUnreachable(name, cause), temporary: true };
  }
}

function fetchOnce({ method, url, headers, body, timeoutSeconds = 60 }: HttpRequest<unknown>, ports: HttpPorts) {
  const { fetch: fetchNow = fetch, userAgent = 'zustellwerk-fit-connect', signal } = ports;
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
  const content = body?.();
  return fetchNow(url, {
    method,
    headers: { ...headers, 'user-agent': userAgent },
    // A token must not follow a redirect to somebody else.
    redirect: 'manual',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    ...(content !== undefined && { body: content }),
    ...(content instanceof ReadableStream && { duplex: 'half' }),
  });
}

async function describeLimit(name: string, response: Response, ports: HttpPorts) {
  const { now = () => new Date(), longestPauseSeconds = 60 } = ports;
  await response.body?.cancel();
  const seconds = readPause(response.headers, now());
  const error = new ApiRateLimited(name, new Date(now().getTime() + seconds * 1000));
  return { error, temporary: false, ...(seconds <= longestPauseSeconds && { pauseSeconds: seconds }) };
}

/** Bodies of errors may be empty or no JSON at all. */
async function readProblem(response: Response): Promise<ApiProblem> {
  try {
    const value: unknown = JSON.parse(await response.text());
    if (!isObject(value)) return {};
    const texts = (['type', 'title', 'detail'] as const).filter((name) => typeof value[name] === 'string');
    return {
      ...Object.fromEntries(texts.map((name) => [name, value[name]])),
      ...(value.issue !== undefined && { issue: value.issue }),
    };
  } catch {
    return {};
  }
}

/** Ids are no personal data; queries are left out all the same. */
function describe({ method, url }: HttpRequest<unknown>): string {
  return `${method} ${new URL(url).pathname}`;
}

/** Reads a JSON object; content types are not looked at, the Routing API labels its answers wrongly. */
export async function readJson(response: Response): Promise<Record<string, unknown> | undefined> {
  const text = await response.text();
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** For answers whose status says all. A body that is not read would keep its connection. */
export async function ignoreBody(response: Response): Promise<true> {
  await response.body?.cancel();
  return true;
}
