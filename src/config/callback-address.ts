import type { Callbacks } from './callback-schema.ts';
import type { Finding } from './explain-issues.ts';
import type { NetworkConfig } from './network-schema.ts';

type Allowed = Readonly<Pick<Callbacks, 'url' | 'plainHttp'>> & { readonly hosts: readonly string[] };

/** Why nobody may be told at an address. */
type AddressFault = 'not-an-address' | 'not-https' | 'host';

/** Whether a portal may be told at this address; what it resolves to is judged when it is connected to. */
export function findAddressFault(address: string, { url, hosts, plainHttp }: Allowed): AddressFault | undefined {
  if (!URL.canParse(address)) return 'not-an-address';
  const { protocol, username, password, host, hash } = new URL(address);
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '' || hash !== '') return 'not-an-address';
  if (protocol === 'http:' && !plainHttp) return 'not-https';
  const own = url === undefined ? [] : [new URL(url).host];
  return [...own, ...hosts].some((allowed) => fits(host, allowed)) ? undefined : 'host';
}

/** `host` has no port where it is the usual one. */
function fits(host: string, allowed: string): boolean {
  return allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed;
}

/** Addresses of portals at which nobody may be told. */
export function* findCallbackFaults(config: NetworkConfig): Generator<Finding> {
  for (const [index, { callbacks }] of config.portals.entries()) {
    if (callbacks?.url === undefined) continue;
    const path = ['portals', index, 'callbacks', 'url'];
    const isAddress = URL.canParse(callbacks.url) && /^https?:/.test(callbacks.url);
    const fault = isAddress ? findAddressFault(callbacks.url, callbacks) : 'not-an-address';
    if (fault === 'not-https') {
      yield { path, problem: 'is not encrypted', expected: 'an https address, or `plainHttp: true`' };
    } else if (fault !== undefined) {
      yield { path, problem: 'is not an address of the web', expected: 'https, without password and fragment' };
    }
  }
}
