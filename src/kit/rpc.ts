/** The least of a connection between two processes: whole values, in order. */
export interface Channel {
  send(message: unknown): void;
  listen(receive: (message: unknown) => void): void;
}

export interface Rpc {
  /** @throws Error with the other side's message and stack, or when the other side is gone. */
  call(method: string, ...parameters: readonly unknown[]): Promise<unknown>;
  /** Nothing will be answered any more. */
  end(reason: Error): void;
}

type Methods = Readonly<Record<string, (...parameters: never[]) => unknown>>;

type Packet =
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly parameters: readonly unknown[] }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly text: string };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Calls over a channel, in both directions. */
export function openRpc({ send, listen }: Channel, methods: Methods): Rpc {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let ended: Error | undefined;

  const answer = async ({ id, method, parameters }: Extract<Packet, { kind: 'call' }>) => {
    try {
      const run = methods[method];
      if (!run) throw new Error(`there is no method ${method}`);
      send({ kind: 'result', id, value: await run(...(parameters as never[])) });
    } catch (error) {
      if (ended === undefined) send({ kind: 'error', id, text: describe(error) });
    }
  };

  listen((message) => {
    const packet = message as Packet;
    if (packet.kind === 'call') return void answer(packet);
    const call = waiting.get(packet.id);
    waiting.delete(packet.id);
    if (packet.kind === 'result') call?.resolve(packet.value);
    else call?.reject(new Error(packet.text));
  });

  return {
    call: (method, ...parameters) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        last += 1;
        waiting.set(last, { resolve, reject });
        send({ kind: 'call', id: last, method, parameters });
      }),
    end: (reason) => {
      ended = reason;
      for (const { reject } of waiting.values()) reject(reason);
      waiting.clear();
    },
  };
}

/** With its causes: what a log would show. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stack, message, cause } = error;
  return [stack ?? message, ...(cause === undefined ? [] : [`caused by ${describe(cause)}`])].join('\n');
}
