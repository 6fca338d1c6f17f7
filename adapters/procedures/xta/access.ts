import { xta } from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/** The way to the server for as long as `use` runs, with the account and its certificate. */
export function withAccess<Result>(
  options: Options,
  author: xta.XtaParty,
  signal: AbortSignal,
  use: (access: xta.XtaAccess) => Promise<Result>,
): Promise<Result> {
  const { url, reportUrl = url, party, partyName, certificate, key, passphrase, authorities } = options;
  const account =
    party === undefined ? author : { identifier: party, ...(partyName !== undefined && { name: partyName }) };
  const settings = {
    urls: { sender: url, 'transport.base': reportUrl },
    party: account,
    allowInsecure: options.allowInsecure,
    signal,
    ...(certificate !== undefined &&
      key !== undefined && {
        certificate: {
          certificate,
          key,
          ...(passphrase !== undefined && { passphrase }),
          ...(authorities !== undefined && { authorities }),
        },
      }),
  };
  return xta.withXta(settings, use);
}
