import { Agent } from 'undici';
import type { Connections } from '../https.ts';

/** What this installation shows an XTA server, all PEM. */
export interface ClientCertificate {
  /** The certificate, with those that lead to its root. */
  readonly certificate: string;
  readonly key: string;
  readonly passphrase?: string;
  /** Who may have signed the server's certificate; absent: whom Node trusts. */
  readonly authorities?: string;
}

/**
 * Connections that show a client certificate. They belong to whom asked: `destroy()` ends them. A certificate that cannot
 * be used is told by the first request, and nothing is sent then.
 */
export function connectionsWith({ certificate, key, passphrase, authorities }: ClientCertificate): Connections {
  return new Agent({
    connect: {
      cert: certificate,
      key,
      ...(passphrase !== undefined && { passphrase }),
      ...(authorities !== undefined && { ca: authorities }),
    },
  });
}
