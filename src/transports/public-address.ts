import { BlockList, isIP } from 'node:net';

/**
 * Whether an IP address is one of the public internet. All that the registries of special addresses keep for something
 * else is not: private, loopback, link-local, multicast, documentation, translation (IANA IPv4 and IPv6 Special-Purpose
 * Address Registry, RFC 6890). Of IPv6, only 2000::/3 has been given out at all; so addresses that hold an IPv4 address
 * (`::ffff:127.0.0.1`, NAT64) are not public either.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      return globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
    default:
      return false;
  }
}

/** Address blocks in the form `10.1.0.0/16`; a bare address is a block of its own. */
export function toBlocks(written: readonly string[]): BlockList {
  const blocks = new BlockList();
  for (const block of written) {
    const [address = '', length] = block.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    blocks.addSubnet(address, length === undefined ? (family === 'ipv6' ? 128 : 32) : Number(length), family);
  }
  return blocks;
}

const special = toBlocks([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
]);

const globalUnicast = toBlocks(['2000::/3']);
