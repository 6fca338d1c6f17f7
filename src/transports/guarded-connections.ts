import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import type { Connections } from './connections.ts';
import { isPublicAddress, toBlocks } from './public-address.ts';

interface Guard {
  /** Blocks like `10.1.0.0/16` that may be reached although they are not public. */
  readonly networks: readonly string[];
  /** Certificates (PEM) that the server's is checked against, in place of the public ones. */
  readonly ca?: string | undefined;
  /** How names are resolved; left out: as the system does. */
  readonly resolve?: typeof resolveName;
}

/**
 * Connections to addresses that somebody else has named: to the public internet, and to the private networks that are
 * allowed. What is judged is the very address that is connected to, after the name was resolved; so a name that leads
 * somewhere else a moment later (DNS rebinding) gets nowhere. A refused address fails with `ADDRESS_REFUSED`, and nothing
 * is sent. Redirects are not followed.
 */
export function openGuardedConnections({ networks, ca, resolve = resolveName }: Guard): Connections {
  const allowed = toBlocks(networks);
  const mayReach = (address: string) =>
    isPublicAddress(address) || allowed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  const lookup: LookupFunction = (name, options, callback) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      const [first, ...others] = addresses.filter(({ address }) => mayReach(address));
      if (!first) return callback(refusal(), '');
      return options.all ? callback(null, [first, ...others]) : callback(null, first.address, first.family);
    });
  };
  const connect = buildConnector({ lookup, timeout: 10_000, ...(ca !== undefined && { ca }) });
  const dispatcher = new Agent({
    connections: 16,
    connect: (options, callback) => {
      // An address in place of a name is never looked up.
      if (isIP(options.hostname) !== 0 && !mayReach(options.hostname)) callback(refusal(), null);
      else connect(options, callback);
    },
  });
  return { dispatcher, destroy: () => dispatcher.destroy() };
}

function refusal(): Error {
  return Object.assign(new Error('The address is neither public nor allowed.'), { code: 'ADDRESS_REFUSED' });
}
