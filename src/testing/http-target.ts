import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One request as it reached a target. */
export interface TargetRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** `cut`: the connection ends in place of an answer. */
export type TargetAnswer =
  | 'cut'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    };

export interface HttpTarget extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
  /** `POST /path`, in the order in which they came. */
  seen(): string[];
  /** What it answers from now on. */
  answer(respond: (request: TargetRequest) => TargetAnswer): void;
}

/** A real HTTP server on 127.0.0.1 for an adapter's own test. */
export async function startTarget(): Promise<HttpTarget> {
  const seen: string[] = [];
  let respond: (request: TargetRequest) => TargetAnswer = () => ({ status: 500 });
  const server = createServer(async (incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming;
    seen.push(`${method} ${path}`);
    const answer = respond({ method, path, headers, body: await buffer(incoming) });
    if (answer === 'cut') outgoing.destroy();
    else outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: () => seen.splice(0),
    answer: (given) => {
      respond = given;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
