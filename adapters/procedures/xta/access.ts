import { xta } from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/** The way to the server, with the account and its certificate, for as long as `use` runs. */
export function withAccess<Result>(
  options: Options,
  signal: AbortSignal,
  use: (access: xta.XtaAccess) => Promise<Result>,
): Promise<Result> {
  const { url, reportUrl = url, party, partyName, certificate, key, passphrase, authorities } = options;
  const settings = {
    urls: { sender: url, 'transport.base': reportUrl },
    party: { identifier: party, ...(partyName !== undefined && { name: partyName }) },
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
