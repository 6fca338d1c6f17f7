import { createSecureContext } from 'node:tls';
import { Agent } from 'undici';

/** Who we are and whom we trust on a connection; all PEM. */
export interface TlsIdentity {
  /** The client certificate, with its chain, and its key. */
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
  readonly passphrase?: string | undefined;
  /** Certificates that the server's is checked against, in place of the public ones. */
  readonly ca?: string | undefined;
}

/** A pool of connections of one destination's own. */
export interface Connections {
  /** undici's, which adapters need not know: their compiler would have to know Node's types as well. */
  readonly dispatcher: object;
  /** Ends them all, with what is under way on them. */
  destroy(): Promise<void>;
}

/**
 * Connections with a client certificate, or to a server that only a CA of one's own vouches for. A certificate that
 * cannot be used is told by the first request: nothing is sent then.
 */
export function openConnections(identity: TlsIdentity): Connections {
  const dispatcher = new Agent({ connections: 64, connect: { timeout: 10_000, ...inNodesWords(identity) } });
  return { dispatcher, destroy: () => dispatcher.destroy() };
}

/** Whether all that is there is PEM that can be read, and the key belongs to the certificate. */
export function isUsableIdentity(identity: TlsIdentity): boolean {
  try {
    createSecureContext(inNodesWords(identity));
    return true;
  } catch {
    return false;
  }
}

function inNodesWords({ certificate, key, passphrase, ca }: TlsIdentity) {
  return {
    ...(certificate !== undefined && { cert: certificate }),
    ...(key !== undefined && { key }),
    ...(passphrase !== undefined && { passphrase }),
    ...(ca !== undefined && { ca }),
  };
}

/** Makes something once for a destination's options, such as connections or tokens. It lives as long as they do. */
export function oncePerOptions<Options extends object, Made>(
  make: (options: Options) => Made,
): (options: Options) => Made {
  const made = new WeakMap<Options, { readonly value: Made }>();
  return (options) => {
    const known = made.get(options) ?? { value: make(options) };
    made.set(options, known);
    return known.value;
  };
}
