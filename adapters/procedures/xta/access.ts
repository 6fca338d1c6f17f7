import { xta } from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/** The way to the server, with the account and its certificate. */
export function openAccess(options: Options, signal: AbortSignal): xta.XtaAccess & AsyncDisposable {
  const { url, reportUrl = url, party, partyName, certificate, key, passphrase, authorities } = options;
  return xta.openXta({
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
  });
}
