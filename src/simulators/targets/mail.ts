import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Behaviour, openScript } from '../behaviour.ts';
import { certify } from '../certificates.ts';
import type { SimulatorSettings } from '../settings.ts';
import type { HeldMessage, Target, TargetCall } from '../target.ts';

const login = { user: 'zustellwerk', password: 'password-of-the-simulator' };

/**
 * A mail server with a certificate of its own, and the mailbox behind it, which recognises nothing: a mail that comes twice
 * is there twice. What is encrypted for the mailbox it cannot read.
 */
export async function startMail({ port = 0, name = 'mail server', onCall }: SimulatorSettings = {}): Promise<Target> {
  // Loaded by those who use it.
  const { SMTPServer } = await import('smtp-server');
  const { key, cert } = await certify('localhost');
  const script = openScript('mail');
  const calls: TargetCall[] = [];
  const held: HeldMessage[] = [];
  const closing = new AbortController();
  const note = async (call: TargetCall) => {
    calls.push(call);
    await onCall?.(call);
  };

  /** Returns the error to answer with; undefined: taken. */
  const take = async (content: Readable, behaviour: Behaviour, cut: () => void): Promise<Error | undefined> => {
    const message = await buffer(content);
    const read = readMail(message);
    await note({ step: 'mail', behaviour: behaviour.kind, ...read });
    if (behaviour.kind === 'crash') return answer(451);
    if (behaviour.kind === 'slow') await sleep(behaviour.ms, undefined, { signal: closing.signal }).catch(() => {});
    if (behaviour.kind === 'accept-then-lose' || (behaviour.kind === 'cut' && behaviour.when === 'during')) {
      cut();
      return undefined;
    }
    held.push(read);
    if (behaviour.kind === 'cut') cut();
    return undefined;
  };

  const ahead = new Map<string, Behaviour>();
  const server = new SMTPServer({
    key,
    cert,
    onAuth: ({ username, password }, _, done) =>
      username === login.user && password === login.password ? done(null, { user: username }) : done(answer(535)),
    onRcptTo: (_, { id }, done) => {
      const behaviour = script.next('mail');
      ahead.set(id, behaviour);
      const isBefore = behaviour.kind === 'cut' && behaviour.when === 'before';
      if (!isBefore && behaviour.kind !== 'unavailable' && behaviour.kind !== 'refuse') return done();
      void note({ step: 'mail', behaviour: behaviour.kind }).then(() =>
        isBefore ? cut(id) : done(answer(behaviour.kind === 'refuse' ? 550 : 450)),
      );
    },
    onData: (stream, { id }, done) => {
      void take(stream, ahead.get(id) ?? { kind: 'take' }, () => cut(id)).then((error) => done(error));
    },
  });
  const cut = (id: string) => {
    const found = [...server.connections].find((each) => (each as Connection).id === id) as Connection | undefined;
    found?._socket.destroy();
  };
  server.on('error', () => {});
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  return {
    name: `simulated ${name}`,
    options: {
      host: 'localhost',
      port: (server.server.address() as { port: number }).port,
      ...login,
      ca: cert,
      from: 'gateway@kreis.example',
      to: 'eingang@stadt.example',
    },
    behave: script.set,
    calls: () => [...calls],
    held: () => [...held],
    close: async () => {
      closing.abort();
      for (const each of server.connections) (each as Connection)._socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** The library has it, its types do not. */
interface Connection {
  readonly id: string;
  readonly _socket: { destroy(): void };
}

function answer(responseCode: number): Error {
  return Object.assign(new Error('by the script'), { responseCode });
}

/** The XML that is attached, and what it is about. */
function readMail(mail: Buffer): HeldMessage & { readonly key: string } {
  const text = mail.toString('latin1');
  const [, key = '', encoded = ''] = /filename="?([\w-]+)\.xml"?[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(text) ?? [];
  const message = Buffer.from(encoded, 'base64');
  const [, uuid = ''] = /nachrichtenUUID>([^<]+)</.exec(message.toString()) ?? [];
  return { key, uuid, message };
}
