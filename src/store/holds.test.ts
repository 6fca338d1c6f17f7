import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { acceptSubmission, createTestSeal, newSubmission, storeDestinations } from '../testing/submissions.ts';
import { claimDeliveries } from './claim-deliveries.ts';
import { type HoldOrder, hold, listActions, listHolds, resume } from './holds.ts';

const seal = createTestSeal();
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await storeDestinations(database.pool, ['first', 'second', 'third']);
});
afterAll(() => database.drop());
beforeEach(() =>
  database.pool.query(
    'truncate submission, message, delivery, event, attachment, attachment_chunk, hold, operator_action',
  ),
);

const adapters: Readonly<Record<string, string>> = { first: 'same', second: 'same', third: 'another' };

async function queue(destinationId: string): Promise<string> {
  const submission = newSubmission(seal, { destinationId, receivedAt: at(1) });
  await acceptSubmission(database.pool, submission);
  return submission.delivery.id;
}

/** The destinations that got something. */
const claim = async () => {
  const shares = Object.entries(adapters).map(([id, adapter]) => ({ id, parallel: 100, adapter }));
  const request = { shares, now: at(10), limit: 100, owner: randomUUID(), leaseUntil: at(20) };
  return (await claimDeliveries(database.pool, request)).map(({ destinationId }) => destinationId).sort();
};

const order = (kind: HoldOrder['kind'], subject: string, second = 5): HoldOrder => ({
  networkId: 'testkreis',
  kind,
  subject,
  destinations: Object.keys(adapters).filter((id) => id === subject || adapters[id] === subject),
  operator: 'anna',
  reason: 'update of the procedure',
  now: at(second),
});

describe('a hold', () => {
  beforeEach(async () => {
    for (const id of Object.keys(adapters)) await queue(id);
  });

  it('on a destination begins nothing there, until it is resumed', async () => {
    await hold(database.pool, order('destination', 'first'), 'paused');
    expect(await claim()).toEqual(['second', 'third']);
    expect(await resume(database.pool, order('destination', 'first', 9))).toBe(true);
    expect(await resume(database.pool, order('destination', 'first', 9))).toBe(false);
    expect(await claim()).toEqual(['first']);
  });

  it('on an adapter holds all of its destinations', async () => {
    await hold(database.pool, order('adapter', 'same'), 'paused');
    expect(await claim()).toEqual(['third']);
  });

  it('that drains lets what was begun go on, and begins nothing new', async () => {
    const begun = await queue('first');
    await database.pool.query('update delivery set attempts = 1 where id = $1', [begun]);
    await hold(database.pool, order('destination', 'first'), 'draining');
    expect(await claim()).toEqual(['first', 'second', 'third']);
    const { rows } = await database.pool.query("select attempts from delivery where destination_id = 'first'");
    expect(rows.map(({ attempts }) => attempts).sort()).toEqual([0, 2]);
  });

  it('by pausing is stronger than one by draining', async () => {
    await database.pool.query('update delivery set attempts = 1');
    await hold(database.pool, order('destination', 'first'), 'draining');
    await hold(database.pool, order('adapter', 'same'), 'paused');
    expect(await claim()).toEqual(['third']);
  });

  it('of another network holds nothing here', async () => {
    await hold(database.pool, { ...order('destination', 'first'), networkId: 'elsewhere' }, 'paused');
    expect(await claim()).toEqual(['first', 'second', 'third']);
  });

  it('does not count against the age of what it held', async () => {
    const ages = async () =>
      (await database.pool.query("select give_up_at from delivery where destination_id = 'first'")).rows;
    expect(await ages()).toEqual([{ give_up_at: at(3_601) }]);
    await hold(database.pool, order('destination', 'first', 5), 'paused');
    await resume(database.pool, order('destination', 'first', 1_005));
    expect(await ages()).toEqual([{ give_up_at: at(4_601) }]);
  });

  it('is kept with who, why and since when; so is its end', async () => {
    await hold(database.pool, order('destination', 'first', 5), 'draining');
    await hold(database.pool, order('destination', 'first', 6), 'paused');
    await hold(database.pool, order('destination', 'first', 7), 'paused');
    const who = { kind: 'destination', subject: 'first', operator: 'anna', reason: 'update of the procedure' };
    expect(await listHolds(database.pool, 'testkreis')).toEqual([{ ...who, mode: 'paused', since: at(6) }]);
    await resume(database.pool, order('destination', 'first', 8));
    expect(await listHolds(database.pool, 'testkreis')).toEqual([]);
    expect(await listActions(database.pool, 'testkreis', 10)).toEqual([
      { ...who, action: 'resumed', at: at(8) },
      { ...who, action: 'paused', at: at(7) },
      { ...who, action: 'paused', at: at(6) },
      { ...who, action: 'draining', at: at(5) },
    ]);
  });

  it('lets nothing begin once it is there, however many claim meanwhile', async () => {
    for (let count = 0; count < 20; count += 1) await queue('first');
    const claims = Array.from({ length: 10 }, claim);
    await hold(database.pool, order('destination', 'first'), 'paused');
    const { rows } = await database.pool.query("select count(*)::int from delivery where state = 'sending'");
    await Promise.all(claims);
    const after = await database.pool.query(
      "select count(*)::int from delivery where state = 'sending' and destination_id = 'first'",
    );
    expect(after.rows[0].count).toBeLessThanOrEqual(rows[0].count);
    expect((await claim()).includes('first')).toBe(false);
  });
});
