import type { Language } from '../findings.ts';
import { CommandFailure, cannotRun, exitCodes } from './failure.ts';
import { chooseLanguage } from './language.ts';

/** A gateway as the command line sees it: ZUSTELLWERK_URL with ZUSTELLWERK_KEY. */
export interface GatewayClient {
  get<Body>(path: string): Promise<Body>;
  post<Body>(path: string, body: Uint8Array, headers?: Readonly<Record<string, string>>): Promise<Body>;
}

export const environmentHelp =
  '\nEnvironment: ZUSTELLWERK_URL  address of the gateway (default http://127.0.0.1:8080)' +
  '\n             ZUSTELLWERK_KEY  key to call it with, made by `zustellwerk key create`';

interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly instance?: string;
  readonly line?: number;
  readonly column?: number;
  readonly submission?: string;
  readonly errors?: readonly {
    readonly pointer: string;
    readonly xpath?: string;
    readonly rule: string;
    readonly detail: string;
  }[];
}

/** The gateway has answered with a problem (RFC 9457); `--json` shows it as it came. */
export class ProblemFailure extends CommandFailure {
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(status === 401 || status === 403 || status >= 500 ? exitCodes.cannotRun : exitCodes.refused, tell(problem));
    this.problem = problem;
  }
}

export function openClient(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  language: Language = chooseLanguage(undefined, environment),
): GatewayClient {
  const url = environment.ZUSTELLWERK_URL || 'http://127.0.0.1:8080';
  const key = environment.ZUSTELLWERK_KEY;
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw cannotRun('ZUSTELLWERK_URL is not the address of a gateway; it should look like http://127.0.0.1:8080.');
  }
  if (!key) throw cannotRun('ZUSTELLWERK_KEY is not set. Make a key with `zustellwerk key create`.');
  if (!/^[\x21-\x7e]+$/.test(key)) throw cannotRun('ZUSTELLWERK_KEY is not a key: it has blanks or odd characters.');

  const call = async (path: string, request: RequestInit) => {
    const headers = { authorization: `Bearer ${key}`, 'accept-language': language, ...request.headers };
    const response = await fetch(url.replace(/\/+$/, '') + path, { ...request, headers }).catch((cause) => {
      throw cannotRun(
        `No gateway answers at ${url} (${reasonOf(cause)}). Is it running? \`zustellwerk start\`.`,
        cause,
      );
    });
    const body = await response.json().catch(() => undefined);
    if (response.ok && body !== undefined) return body;
    if (!/^application\/problem\+json/.test(response.headers.get('content-type') ?? '') || body === undefined) {
      throw cannotRun(`What answers at ${url} is not a Zustellwerk gateway (status ${response.status}).`);
    }
    throw new ProblemFailure(response.status, body as Problem);
  };
  return {
    get: <Body>(path: string) => call(path, {}) as Promise<Body>,
    post: <Body>(path: string, body: Uint8Array, headers: Readonly<Record<string, string>> = {}) =>
      call(path, {
        method: 'POST',
        body: new Uint8Array(body),
        headers: { 'content-type': 'application/json', ...headers },
      }) as Promise<Body>,
  };
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : String(cause);
}

function tell({ title, detail, line, column, submission, errors = [], instance, type }: Problem): string {
  const place = line === undefined ? '' : ` (line ${line}, column ${column})`;
  const faults = errors.map((fault) => `  ${fault.pointer || (fault.xpath ?? '/')}  ${fault.detail} [${fault.rule}]`);
  return [
    `${title ?? 'Refused'}${place}${detail ? `: ${detail}` : ''}`,
    ...faults,
    ...(submission ? [`  earlier submission: ${submission}`] : []),
    ...(type === '/problems/unauthenticated' ? ['  ZUSTELLWERK_KEY is unknown here, or was revoked.'] : []),
    ...(type === '/problems/internal' ? [`  instance: ${instance}`] : []),
  ].join('\n');
}
