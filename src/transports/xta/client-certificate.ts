import { Agent } from 'undici';

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
 * Connections that show a client certificate. They belong to whom asked: `destroy()` ends them.
 *
 * @throws Error when certificate and key are not PEM or do not fit each other.
 */
export function connectionsWith({ certificate, key, passphrase, authorities }: ClientCertificate): Agent {
  return new Agent({
    connect: {
      cert: certificate,
      key,
      ...(passphrase !== undefined && { passphrase }),
      ...(authorities !== undefined && { ca: authorities }),
    },
  });
}
