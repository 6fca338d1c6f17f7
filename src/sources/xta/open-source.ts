import type { Network } from '../../config/load-network.ts';
import { isUsableIdentity, type TlsIdentity } from '../../transports/connections.ts';
import { isSecureUrl } from '../../transports/https.ts';
import { openPolledSources, type PolledSource, type SourceFault } from '../polled-source.ts';

/** A mailbox that is polled: its settings with certificate and key read. */
export interface XtaSource extends PolledSource<'xtaMailboxes'> {
  readonly identity?: TlsIdentity;
}

/**
 * Reads certificates and keys of all mailboxes.
 *
 * @throws ConfigError with all faults, each at its line; never with a value.
 */
export function openXtaMailboxes(network: Network): XtaSource[] {
  return openPolledSources(
    network,
    'xtaMailboxes',
    ({ clientCertificate, clientKey, clientKeyPassphrase, ca }) => ({
      certificate: clientCertificate,
      key: clientKey,
      passphrase: clientKeyPassphrase,
      ca,
    }),
    (config, identity) => {
      const faults = findFaults(config, identity);
      if (faults.length > 0) return faults;
      return identity.certificate === undefined && identity.ca === undefined ? {} : { identity };
    },
  );
}

function findFaults({ url, allowInsecure }: XtaSource['config'], identity: TlsIdentity): SourceFault[] {
  const { certificate, key } = identity;
  if (!allowInsecure && !isSecureUrl(url)) {
    return [
      { member: 'url', problem: 'is not encrypted', expected: 'https://, since http:// is only for this machine' },
    ];
  }
  if (url.startsWith('https:') && certificate === undefined) {
    return [{ member: 'clientCertificate', problem: 'is missing', expected: 'a client certificate' }];
  }
  if ((certificate === undefined) === (key === undefined) && isUsableIdentity(identity)) return [];
  const expected = 'certificate, key and ca in PEM that fit each other';
  return [{ member: 'clientCertificate', problem: 'cannot be used', expected }];
}
