import { expect, test } from 'vitest';
import { findForwardingFaults, findUnusedRecipients, forwardingDestinations } from './forwarding-checks.ts';
import { networkSchema } from './network-schema.ts';

const message = 'xgewerbeanzeige/2.2/0100';
const statistics = {
  id: 'statistics',
  authority: 'leer',
  name: 'Statistisches Landesamt',
  adapter: 'xoev-https',
  messages: [message],
  reader: { name: 'Statistisches Landesamt', kennung: 'xga:000492949' },
};

function networkOf(forwarding: unknown, ...destinations: unknown[]) {
  return networkSchema.parse({
    network: { id: 'leer', name: 'Leer' },
    authorities: [
      { id: 'leer', name: 'Leer', ars: '034570013013', forwarding },
      { id: 'hesel', name: 'Hesel', ars: '034575402000' },
    ],
    destinations,
  });
}

const recipients = [{ kind: 'statistics', destination: 'statistics' }];

test('a sound setting has no faults, and its destination is in use', () => {
  const config = networkOf({ by: 'gateway', recipients }, statistics);
  expect([...findForwardingFaults(config), ...findUnusedRecipients(config)]).toEqual([]);
  expect(forwardingDestinations(config)).toEqual(['statistics']);
});

test('the procedure passes on unless something else is said', () => {
  expect(networkOf(undefined).authorities[0]?.forwarding).toEqual({
    by: 'procedure',
    sendSuperseded: false,
    recipients: [],
  });
});

test('an unknown destination is told with the nearest known one', () => {
  const config = networkOf(
    { by: 'gateway', recipients: [{ kind: 'statistics', destination: 'statistic' }] },
    statistics,
  );
  expect([...findForwardingFaults(config)]).toEqual([
    {
      path: ['authorities', 0, 'forwarding', 'recipients', 0, 'destination'],
      problem: 'names the unknown destination "statistic"',
      expected: 'did you mean "statistics"?',
    },
  ]);
});

test("another authority's destination, another message, a reader without key", () => {
  const config = networkOf(
    { by: 'gateway', recipients },
    { ...statistics, authority: 'hesel', messages: ['xgewerbeanzeige/2.2/0300'], reader: { name: 'Amt' } },
  );
  expect([...findForwardingFaults(config)].map(({ problem }) => problem)).toEqual([
    '"statistics" belongs to hesel',
    '"statistics" does not take xgewerbeanzeige/2.2/0100',
    '"statistics" has no reader.kennung that begins with xga:',
  ]);
});

test("an aliens' authority has a key of the list of aliens' authorities", () => {
  const aliens = (kennung: string) => ({
    ...statistics,
    messages: ['xgewerbeanzeige/2.2/0500'],
    reader: { name: 'Ausländerbehörde', kennung },
  });
  const faults = (kennung: string) =>
    [
      ...findForwardingFaults(
        networkOf(
          { by: 'gateway', recipients: [{ kind: 'aliens-authority', destination: 'statistics' }] },
          aliens(kennung),
        ),
      ),
    ].length;
  expect([faults('azr:000100'), faults('xga:000100')]).toEqual([0, 1]);
});

test('recipients of a procedure that passes on itself are odd', () => {
  expect([...findUnusedRecipients(networkOf({ recipients }, statistics))][0]?.problem).toBe(
    'are never used: the procedure of "leer" passes notices on',
  );
});

test('an unknown kind is told with all that there are', () => {
  expect(() => networkOf({ recipients: [{ kind: 'zoll', destination: 'statistics' }] }, statistics)).toThrow(
    /one of chamber-of-industry, .*aliens-authority/,
  );
});
