import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import {
  acceptSubmission,
  createTestSeal,
  emptySubmissions,
  newSubmission,
  storeDestinations,
} from '../testing/submissions.ts';
import { acceptRelated } from './accept-related.ts';
import { acceptSubmissions } from './accept-submission.ts';
import { cancelDelivery } from './cancel-delivery.ts';
import { advanceCases, listCases } from './cases.ts';
import { claimDeliveries } from './claim-deliveries.ts';
import { orderedId } from './ordered-id.ts';

const seal = createTestSeal();
const owner = randomUUID();
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await storeDestinations(database.pool, ['office', 'other']);
});
afterAll(() => database.drop());
beforeEach(() => emptySubmissions(database.pool));

const inCase = (second: number, more: { caseId?: string; destinationId?: string; portalId?: string } = {}) =>
  newSubmission(seal, { id: orderedId(at(second)), receivedAt: at(second), caseId: 'C-1', inOrder: true, ...more });

async function accept(...args: Parameters<typeof inCase>): Promise<string> {
  const submission = inCase(...args);
  await acceptSubmission(database.pool, submission);
  return submission.delivery.id;
}

const claim = async (second = 100) => {
  const shares = ['office', 'other'].map((id) => ({ id, parallel: 100, adapter: 'an-adapter' }));
  const request = { shares, now: at(second), limit: 100, owner, leaseUntil: at(second + 10) };
  return (await claimDeliveries(database.pool, request)).map(({ id }) => id).sort();
};
const put = (id: string, state: string) =>
  database.pool.query('update delivery set state = $2 where id = $1', [id, state]);
const stateOf = async (id: string) =>
  (await database.pool.query('select state from delivery where id = $1', [id])).rows[0].state;
const advance = (second: number) => advanceCases(database.pool, ['office', 'other'], at(second));

describe('a later delivery of a case', () => {
  it('is blocked until the earlier one is through', async () => {
    const [first, second, third] = [await accept(1), await accept(2), await accept(3)];
    expect([await stateOf(first), await stateOf(second), await stateOf(third)]).toEqual([
      'waiting',
      'blocked',
      'blocked',
    ]);
    expect(await claim()).toEqual([first]);
    expect(await advance(100)).toBe(0);
    await put(first, 'delivered');
    expect(await advance(101)).toBe(1);
    expect([await stateOf(second), await stateOf(third)]).toEqual(['waiting', 'blocked']);
    expect(await claim(102)).toEqual([second]);
    await put(second, 'handed-over');
    await advance(103);
    expect(await claim(104)).toEqual([third]);
  });

  it.each(['rejected', 'parked', 'sending', 'waiting'])('stays blocked while the earlier one is %s', async (state) => {
    const [first, second] = [await accept(1), await accept(2)];
    await put(first, state);
    expect(await advance(10)).toBe(0);
    expect(await stateOf(second)).toBe('blocked');
  });

  it('goes on when a person cancels the earlier one', async () => {
    const [first, second] = [await accept(1), await accept(2)];
    await put(first, 'rejected');
    const cancel = { deliveryId: first, networkId: 'testkreis', by: 'anna', reason: 'sent on paper', now: at(5) };
    expect(await cancelDelivery(database.pool, cancel)).toEqual({ before: 'rejected', changed: true });
    expect(await cancelDelivery(database.pool, cancel)).toEqual({ before: 'cancelled', changed: false });
    expect(await advance(6)).toBe(1);
    expect(await claim()).toEqual([second]);
  });

  it('is not older for having been blocked', async () => {
    const [first, second] = [await accept(1), await accept(2)];
    await put(first, 'delivered');
    await advance(1_000);
    const { rows } = await database.pool.query('select give_up_at, due_at from delivery where id = $1', [second]);
    expect(rows).toEqual([{ give_up_at: at(1_000 + 3_600), due_at: at(1_000) }]);
    const events = await database.pool.query("select delivery_id from event where type = 'unblocked'");
    expect(events.rows).toEqual([{ delivery_id: second }]);
  });

  it('waits for nothing of another case, portal or destination', async () => {
    const ids = [
      await accept(1),
      await accept(2, { caseId: 'C-2' }),
      await accept(3, { portalId: 'another' }),
      await accept(4, { destinationId: 'other' }),
    ];
    expect(await claim()).toEqual(ids.sort());
  });

  it('is not begun before the earlier one, also when both are accepted at once', async () => {
    const [first, second] = [inCase(1), inCase(2)];
    await acceptSubmissions(database.pool, [second, first]);
    // Neither saw the other: both wait, and claiming keeps them in order.
    expect(await claim()).toEqual([first.delivery.id]);
    await put(first.delivery.id, 'delivered');
    expect(await claim()).toEqual([second.delivery.id]);
  });
});

describe('what follows a submission', () => {
  const follow = async (earlier: string, second: number, kind: 'supplement' | 'withdrawal', inOrder = true) => {
    const submission = newSubmission(seal, { id: orderedId(at(second)), receivedAt: at(second), inOrder });
    expect(await acceptRelated(database.pool, submission, { earlier, kind, deliverable: true })).toBe(true);
    return submission.delivery.id;
  };
  /** Its ids of submission and delivery. */
  const first = async (caseId?: string) => {
    const submission = newSubmission(seal, { id: orderedId(at(1)), receivedAt: at(1), caseId, inOrder: true });
    await acceptSubmission(database.pool, submission);
    return [submission.id, submission.delivery.id] as const;
  };

  it.each([['C-1'], [undefined]])('waits until it is through, in the case %s', async (caseId) => {
    const [id, delivery] = await first(caseId);
    const supplement = await follow(id, 2, 'supplement');
    const another = await follow(id, 3, 'supplement');
    expect([await stateOf(supplement), await stateOf(another)]).toEqual(['blocked', 'blocked']);
    expect(await listCases(database.pool, { column: 'network_id', value: 'testkreis' }, true, 10)).toMatchObject([
      { caseId: caseId ?? id, deliveryId: delivery, behind: 2 },
    ]);
    expect(await claim()).toEqual([delivery]);
    await put(delivery, 'delivered');
    expect(await advance(100)).toBe(1);
    expect([await stateOf(supplement), await stateOf(another)]).toEqual(['waiting', 'blocked']);
  });

  it('goes at once when it is through, or when a withdrawal stops it', async () => {
    const [id, delivery] = await first();
    await put(delivery, 'handed-over');
    expect(await stateOf(await follow(id, 2, 'supplement'))).toBe('waiting');
    const [tried, inVain] = await first('C-2');
    await database.pool.query('update delivery set attempts = 1 where id = $1', [inVain]);
    expect(await stateOf(await follow(tried, 3, 'withdrawal'))).toBe('waiting');
    expect(await stateOf(inVain)).toBe('cancelled');
  });

  it('goes at once where the office needs no order', async () => {
    const submission = newSubmission(seal, { id: orderedId(at(1)), receivedAt: at(1) });
    await acceptSubmission(database.pool, submission);
    expect(await stateOf(await follow(submission.id, 2, 'supplement', false))).toBe('waiting');
  });
});

describe('the list of cases', () => {
  const network = { column: 'network_id', value: 'testkreis' } as const;

  it('names what the others wait for', async () => {
    const [first] = [await accept(1), await accept(2), await accept(3)];
    await put(first, 'parked');
    const single = await accept(4, { caseId: 'C-2' });
    const open = await listCases(database.pool, network, false, 10);
    expect(open).toMatchObject([
      { caseId: 'C-1', destinationId: 'office', deliveryId: first, state: 'parked', since: at(1), behind: 2 },
      { caseId: 'C-2', deliveryId: single, behind: 0 },
    ]);
    expect(await listCases(database.pool, network, true, 10)).toEqual(open.slice(0, 1));
    expect(await listCases(database.pool, { column: 'portal_id', value: 'another' }, false, 10)).toEqual([]);
  });
});
