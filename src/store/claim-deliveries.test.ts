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
import {
  type ClaimedDelivery,
  claimDeliveries,
  type DestinationShare,
  extendLeases,
  releaseDeliveries,
  takeBackLostLeases,
} from './claim-deliveries.ts';
import { storeRevision } from './revisions.ts';

const seal = createTestSeal();
const [owner, other] = [randomUUID(), randomUUID()];
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const now = at(60);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await storeDestinations(database.pool, ['busy', 'quiet', 'third']);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await emptySubmissions(database.pool);
  await database.pool.query('update destination set failures = 0, closed_until = null');
});

/** Accepts submissions for a destination, due at the given seconds; gives back the ids of their deliveries. */
async function queue(destinationId: string, ...seconds: number[]): Promise<string[]> {
  const submissions = seconds.map((second) => newSubmission(seal, { destinationId, receivedAt: at(second) }));
  for (const submission of submissions) await acceptSubmission(database.pool, submission);
  return submissions.map(({ delivery }) => delivery.id);
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index % 50);

function claim(shares: readonly DestinationShare[], limit = 100, by = owner): Promise<ClaimedDelivery[]> {
  return claimDeliveries(database.pool, { shares, now, limit, owner: by, leaseUntil: at(70) });
}

const share = (id: string, parallel = 100): DestinationShare => ({ id, parallel, adapter: 'an-adapter' });
const idsOf = (claimed: readonly ClaimedDelivery[]) => claimed.map(({ id }) => id).sort();
const open = (second: number) =>
  database.pool.query("update destination set closed_until = $1 where id = 'busy'", [at(second)]);

describe('claiming', () => {
  it('gives all that an attempt needs, marks it as sending, and its submission as in delivery', async () => {
    const submission = newSubmission(seal, { destinationId: 'busy', receivedAt: at(1) });
    await acceptSubmission(database.pool, submission);
    expect(await claim([share('busy')])).toEqual([
      {
        id: submission.delivery.id,
        submissionId: submission.id,
        destinationId: 'busy',
        messageUuid: submission.message.uuid,
        definition: 'test/1/0001',
        content: submission.message.content,
        sealKeyId: 'test-key',
        dataKey: submission.dataKey,
        attempt: 1,
        number: 1,
        inDoubt: false,
        giveUpAt: submission.delivery.giveUpAt,
      },
    ]);
    const { rows } = await database.pool.query(
      `select delivery.state, attempts, lease_owner, lease_until, submission.state as submission, changed_at
       from delivery join submission on submission.id = submission_id`,
    );
    const lease = { lease_owner: owner, lease_until: at(70) };
    expect(rows).toEqual([{ state: 'sending', attempts: 1, ...lease, submission: 'in-delivery', changed_at: now }]);
  });

  it('takes the urgent before all others, as far as it is due', async () => {
    const [first] = await queue('busy', 10, 20);
    const urgent = newSubmission(seal, { destinationId: 'busy', receivedAt: at(30), urgent: true });
    const later = newSubmission(seal, { destinationId: 'busy', receivedAt: at(61), urgent: true });
    for (const submission of [urgent, later]) await acceptSubmission(database.pool, submission);
    expect(idsOf(await claim([share('busy', 1)]))).toEqual([urgent.delivery.id]);
    expect(idsOf(await claim([share('busy', 2)]))).toEqual([first]);
  });

  it('takes the longest due first and nothing that is not due', async () => {
    const [third, first, , second] = await queue('busy', 30, 10, 61, 20);
    expect(idsOf(await claim([share('busy', 2)]))).toEqual([first, second].sort());
    await database.pool.query("update delivery set state = 'delivered' where state = 'sending'");
    expect(idsOf(await claim([share('busy', 2)]))).toEqual([third]);
  });

  it('serves destinations in turn, however long the queue of one of them is', async () => {
    await queue('busy', ...range(50));
    const quiet = await queue('quiet', 59, 59);
    const third = await queue('third', 58);
    const claimed = await claim([share('busy'), share('quiet'), share('third')], 6);
    const others = claimed.filter(({ destinationId }) => destinationId !== 'busy');
    expect(claimed).toHaveLength(6);
    expect(idsOf(others)).toEqual([...quiet, ...third].sort());
  });

  it('serves networks in turn, however many destinations one of them has', async () => {
    const many = Array.from({ length: 20 }, (_, number) => `city-${number}`);
    const towns = [{ id: 'village', authority: 'village' }];
    const cities = many.map((id) => ({ id, authority: 'city' }));
    const { pool } = database;
    await storeRevision(pool, { id: 'c', networkId: 'city', content: {}, destinations: cities }, now);
    await storeRevision(pool, { id: 'v', networkId: 'village', content: {}, destinations: towns }, now);
    for (const id of many) await queue(id, 1, 1);
    const village = await queue('village', 50, 51);
    const claimed = await claim(
      [...many, 'village'].map((id) => share(id)),
      4,
    );
    expect(claimed).toHaveLength(4);
    expect(idsOf(claimed.filter(({ destinationId }) => destinationId === 'village'))).toEqual([...village].sort());
  });

  it('lets no network wait behind ten thousand deliveries of another, urgent ones neither', async () => {
    const { pool } = database;
    for (const id of ['crowd', 'hamlet']) {
      await storeRevision(pool, { id, networkId: id, content: {}, destinations: [{ id, authority: id }] }, now);
    }
    const urgent = newSubmission(seal, { destinationId: 'crowd', receivedAt: at(1), urgent: true });
    await acceptSubmission(pool, urgent);
    await pool.query(`
      insert into delivery (id, submission_id, message_uuid, portal_id, network_id, authority_id, destination_id, principal, state, due_at, give_up_at, created_at, urgent)
      select gen_random_uuid(), submission_id, message_uuid, portal_id, network_id, authority_id, destination_id, false, state, due_at, give_up_at, created_at, urgent
      from delivery cross join generate_series(2, 10000)`);
    const hamlet = await queue('hamlet', 50, 51, 52);
    const shares = [share('crowd', 1_000), share('hamlet')];
    const turns: string[][] = [];
    for (let turn = 0; turn < 3; turn++) {
      turns.push((await claim(shares, 2)).map(({ destinationId }) => destinationId).sort());
    }
    expect(turns).toEqual([1, 2, 3].map(() => ['crowd', 'hamlet']));
    const { rows } = await pool.query("select id from delivery where destination_id = 'hamlet' and state = 'sending'");
    expect(rows.map(({ id }) => id).sort()).toEqual([...hamlet].sort());
  });

  it('gives a destination no more than its free places, counting what all processes have under way', async () => {
    await queue('busy', ...range(10));
    expect(await claim([share('busy', 3)])).toHaveLength(3);
    expect(await claim([share('busy', 3)], 100, other)).toHaveLength(0);
    expect(await claim([share('busy', 4)], 100, other)).toHaveLength(1);
  });

  it('leaves alone what it was not asked for, and a destination that nobody knows', async () => {
    await queue('busy', 1);
    expect(await claim([share('quiet'), share('unheard-of')])).toEqual([]);
  });

  it('gives nothing while the breaker is open, and a single probe when its pause is over', async () => {
    await queue('busy', ...range(5));
    await open(61);
    expect(await claim([share('busy')])).toEqual([]);
    await open(60);
    expect(await claim([share('busy')])).toHaveLength(1);
    expect(await claim([share('busy')], 100, other)).toEqual([]);
  });

  it('gives each delivery to one process only, however many claim at once', async () => {
    const all = [...(await queue('busy', ...range(100))), ...(await queue('quiet', ...range(30)))].sort();
    const rounds = range(12).map(() => claim([share('busy', 1000), share('quiet', 1000)], 20, randomUUID()));
    const claimed = (await Promise.all(rounds)).flat();
    expect(new Set(idsOf(claimed)).size).toBe(claimed.length);
    const rest: ClaimedDelivery[] = [];
    for (let more = [...claimed]; more.length > 0; rest.push(...more)) {
      more = await claim([share('busy', 1000), share('quiet', 1000)]);
    }
    expect(idsOf([...claimed, ...rest])).toEqual(all);
  });

  it('never exceeds the limit of a destination, also when processes claim at once', async () => {
    await queue('busy', ...range(200));
    for (let round = 0; round < 20; round++) {
      const claimed = await Promise.all(range(8).map(() => claim([share('busy', 3)], 20, randomUUID())));
      expect(claimed.flat().length).toBeLessThanOrEqual(3);
      await database.pool.query("update delivery set state = 'delivered', lease_owner = null where state = 'sending'");
    }
  });

  it('sends a single probe, also when processes claim at once', async () => {
    await queue('busy', ...range(50));
    await open(59);
    const claimed = await Promise.all(range(8).map(() => claim([share('busy', 20)], 20, randomUUID())));
    expect(claimed.flat()).toHaveLength(1);
  });

  it('skips rows that somebody else holds, and takes those behind them', async () => {
    const [first, second] = await queue('busy', 1, 2);
    const holder = await database.pool.connect();
    await holder.query('begin');
    await holder.query('select from delivery where id = $1 for update', [first]);
    expect(idsOf(await claim([share('busy', 1)]))).toEqual([second]);
    await holder.query('rollback');
    holder.release();
  });
});

describe('a lease', () => {
  const states = async () => (await database.pool.query('select state, lease_owner from delivery')).rows;

  it('is taken back when it has run out, with an event, and the next attempt counts on', async () => {
    const [id] = await queue('busy', 1);
    await claim([share('busy')]);
    expect(await takeBackLostLeases(database.pool, at(70))).toBe(0);
    expect(await takeBackLostLeases(database.pool, at(71))).toBe(1);
    expect(await states()).toEqual([{ state: 'waiting', lease_owner: null }]);
    const { rows } = await database.pool.query("select type, detail, delivery_id from event where type <> 'received'");
    expect(rows).toEqual([{ type: 'lease-lost', detail: { attempt: 1 }, delivery_id: id }]);
    await database.pool.query('update delivery set due_at = $1', [now]);
    expect(await claim([share('busy')], 1, other)).toMatchObject([{ id, attempt: 2 }]);
  });

  it('is taken back once when processes look at once', async () => {
    await queue('busy', ...range(20));
    await claim([share('busy')]);
    const counts = await Promise.all(range(6).map(() => takeBackLostLeases(database.pool, at(71))));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20);
    const { rowCount } = await database.pool.query("select from event where type = 'lease-lost'");
    expect(rowCount).toBe(20);
  });

  it('lasts while its holder extends it, for what the holder works on and nothing else', async () => {
    const [working, orphan] = await queue('busy', 1, 2);
    await claim([share('busy')]);
    await extendLeases(database.pool, other, [orphan ?? ''], at(100));
    await extendLeases(database.pool, owner, [working ?? ''], at(100));
    await takeBackLostLeases(database.pool, at(80));
    const { rows } = await database.pool.query("select id from delivery where state = 'sending'");
    expect(rows).toEqual([{ id: working }]);
  });

  it('is given back by its holder for all at once, and by nobody else', async () => {
    await queue('busy', 1, 2);
    await claim([share('busy')]);
    await releaseDeliveries(database.pool, other, now);
    expect(await states()).toEqual(Array(2).fill({ state: 'sending', lease_owner: owner }));
    await releaseDeliveries(database.pool, owner, now);
    expect(await states()).toEqual(Array(2).fill({ state: 'waiting', lease_owner: null }));
    expect(await claim([share('busy')], 100, other)).toHaveLength(2);
  });
});
