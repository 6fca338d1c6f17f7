import { isIP } from 'node:net';
import { z } from 'zod';
import { duration, list, mapping, pattern, text, wholeNumber } from './fields.ts';

const host = pattern(
  /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/,
  'a host in lower case, like portal.example, *.portal.example or portal.example:8443',
);

export const block = z
  .string({ error: 'an address block' })
  .refine(isBlock, { error: 'an address or a block of addresses, like 10.20.0.0/16 or fd00::/8' });

function isBlock(written: string): boolean {
  const [address = '', length = '0', ...rest] = written.split('/');
  const most = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d{1,3}$/.test(length) && Number(length) <= most;
}

/** How a portal is told of events. */
export const callbacks = mapping({
  url: text('an address, like https://portal.example/hooks/zustellwerk')
    .optional()
    .describe('Where the portal is told of its submissions; absent: only of those that name an address themselves.'),
  hosts: list(host, 'hosts, like [portal.example]')
    .default([])
    .describe(
      'Hosts that a submission may name in `callback`, each with its port unless that is the usual one; `*.` stands for any name below. That of `url` is allowed anyway.',
    ),
  plainHttp: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe('true: addresses may be http, without encryption.'),
  networks: list(block, 'blocks of addresses, like [10.20.0.0/16]')
    .default([])
    .describe('Private addresses that may be reached; without a word, only public ones.'),
  ca: pattern(/^(env|file):.+$/, 'a reference, env:NAME or file:path')
    .optional()
    .describe("Certificates (PEM) that the portal's is checked against, in place of the public ones."),
  parallel: wholeNumber(1, 1_000).default(4).describe('Callbacks that each process makes at the same time.'),
  timeout: duration.prefault('10s').describe('Time that one callback may take.'),
  firstPause: duration.prefault('5s').describe('Pause after the first failure; doubles each time.'),
  longestPause: duration.prefault('1h').describe('The pause grows no further than this.'),
  maxAge: duration.prefault('3d').describe('Age at which an event is given up; it can be replayed.'),
  keep: duration.prefault('30d').describe('How long what was told or given up can be replayed; then it is removed.'),
});

export type Callbacks = z.output<typeof callbacks>;
