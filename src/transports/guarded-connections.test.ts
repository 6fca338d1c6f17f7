import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGuardedConnections } from './guarded-connections.ts';
import { describeFailure } from './network-failure.ts';
import { isPublicAddress } from './public-address.ts';

describe('an address is public', () => {
  it.each(['193.99.144.80', '2a02:2e0:3fe:1001:302::'])('%s', (address) => expect(isPublicAddress(address)).toBe(true));
});

describe('an address is not public', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'localhost',
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('a connection', () => {
  const server = createServer((_, response) => response.end('inside'));
  let port: number;
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => server.close());

  async function ask(host: string, networks: readonly string[]): Promise<string> {
    const connections = openGuardedConnections({ networks });
    const signal = AbortSignal.timeout(20_000);
    try {
      const dispatcher = connections.dispatcher as NonNullable<Parameters<typeof request>[1]>['dispatcher'] & object;
      const { body } = await request(`http://${host}:${port}/`, { dispatcher, signal });
      return await body.text();
    } catch (error) {
      return describeFailure(error, signal);
    } finally {
      await connections.destroy();
    }
  }

  it.each(['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]'])(
    'to %s is refused, after the name was resolved',
    async (host) => expect(await ask(host, [])).toBe('address neither public nor allowed'),
  );

  it.each(['127.0.0.1', 'localhost'])('to %s is made where its network is allowed', async (host) =>
    expect(await ask(host, ['127.0.0.0/8'])).toBe('inside'),
  );
});
