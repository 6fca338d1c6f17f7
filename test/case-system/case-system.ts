import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One call as the case system saw it. */
export interface SeenCall {
  readonly step: 'open' | 'file' | 'ask';
  /** The key of the delivery. */
  readonly key: string;
  readonly body: Buffer;
}

/** What it answers in place of its own answer: a status, or nothing at all, the connection cut. */
type Disturbance = { readonly status: number } | 'cut';

export interface CaseSystem extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly SeenCall[];
  /** By delivery key; what was filed. */
  readonly filed: ReadonlyMap<string, Buffer>;
  /** Is heard when a call has been carried out, before it is answered. */
  disturb(how: (call: SeenCall) => Disturbance | undefined): void;
}

/** A real HTTP server that takes a message in two calls, as the adapter beside it makes them. */
export async function startCaseSystem(): Promise<CaseSystem> {
  const seen: SeenCall[] = [];
  const numbers = new Map<string, string>();
  const filed = new Map<string, Buffer>();
  let disturb: (call: SeenCall) => Disturbance | undefined = () => undefined;

  const carryOut = ({ step, key, body }: SeenCall, path: string): unknown => {
    if (step === 'ask') return { filed: filed.has(path.split('/').at(-1) ?? '') };
    if (step === 'file') {
      filed.set(key, body);
      return {};
    }
    const number = numbers.get(key) ?? `A-${numbers.size + 1}`;
    numbers.set(key, number);
    return { number };
  };

  const server = createServer(async (request, response) => {
    const call = await read(request);
    seen.push(call);
    const disturbance = disturb(call);
    if (disturbance === 'cut') {
      carryOut(call, request.url ?? '');
      request.socket.destroy();
      return;
    }
    response.statusCode = disturbance?.status ?? 200;
    response.end(disturbance ? '' : JSON.stringify(carryOut(call, request.url ?? '')));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    filed,
    disturb: (how) => {
      disturb = how;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function read(request: IncomingMessage): Promise<SeenCall> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const steps = { POST: 'open', PUT: 'file' } as const;
  const step = request.method === 'POST' || request.method === 'PUT' ? steps[request.method] : 'ask';
  return { step, key: String(request.headers['idempotency-key']), body: Buffer.concat(parts) };
}

/** The sample network in which Leer's registration office is a case system. Returns the file. */
export async function writeCaseNetwork(folder: string): Promise<string> {
  const sample = await readFile('config/network.yaml', 'utf8');
  const adapter = fileURLToPath(new URL('./adapter.ts', import.meta.url));
  const text = `adapters: [${JSON.stringify(adapter)}]\n${sample.replace('adapter: xoev-https', 'adapter: case-system')}`;
  const file = join(folder, 'network.yaml');
  await writeFile(file, text);
  return file;
}
