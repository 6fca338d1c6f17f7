import { type TlsIdentity, xta } from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/** The way to the server for as long as `use` runs, with the account and its certificate. */
export function withAccess<Result>(
  options: Options,
  author: xta.XtaParty,
  signal: AbortSignal,
  use: (access: xta.XtaAccess) => Promise<Result>,
): Promise<Result> {
  const { url, reportUrl = url, party, partyName, allowInsecure } = options;
  const account =
    party === undefined ? author : { identifier: party, ...(partyName !== undefined && { name: partyName }) };
  const identity = identityOf(options);
  const settings = {
    urls: { sender: url, 'transport.base': reportUrl },
    party: account,
    allowInsecure,
    signal,
    ...(identity && { identity }),
  };
  return xta.withXta(settings, use);
}

function identityOf(options: Options): TlsIdentity | undefined {
  const { clientCertificate: certificate, clientKey: key, clientKeyPassphrase: passphrase, ca } = options;
  return certificate === undefined || key === undefined ? undefined : { certificate, key, passphrase, ca };
}
