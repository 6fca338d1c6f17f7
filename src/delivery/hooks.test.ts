import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DeliveryJob,
  defineProcedure,
  type LookupOutcome,
  type Outcome,
  type ProcedureAdapter,
  z,
} from '../sdk.ts';
import type { ClaimedDelivery } from '../store/claim-deliveries.ts';
import { createStepStore } from '../store/delivery-steps.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { createTestSeal } from '../testing/submissions.ts';
import { attempt } from './attempt.ts';
import { openCalls } from './call-log.ts';
import type { DestinationPlan } from './destination-plan.ts';

const seal = createTestSeal();
const now = new Date('2026-01-01T12:00:00Z');
const xml = Buffer.from('<nachricht>Erika Mustermann</nachricht>');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function newDelivery(): ClaimedDelivery {
  const [submissionId, messageUuid] = [randomUUID(), randomUUID()];
  const dataKey = seal.newDataKey(submissionId);
  return {
    id: randomUUID(),
    submissionId,
    destinationId: 'office',
    messageUuid,
    definition: 'test/1/0001',
    content: dataKey.seal(xml, `message ${messageUuid}`),
    sealKeyId: dataKey.keyId,
    dataKey: dataKey.sealed,
    attempt: 1,
    number: 1,
    inDoubt: false,
    giveUpAt: new Date('2026-01-02T12:00:00Z'),
  };
}

const declaration = {
  id: 'test-adapter',
  version: '1.0.0',
  summary: 'Does what a test says.',
  options: z.unknown(),
  capabilities: { success: 'handed-over', recognisesDuplicates: false },
} as const;

/** Makes attempts of one delivery, as the worker would: each begins where the one before ended. */
function office(hooks: Pick<ProcedureAdapter, 'deliver' | 'lookup' | 'map'>, recognisesDuplicates = false) {
  const adapter = defineProcedure({ ...declaration, ...hooks });
  const policy = { attempts: 3, firstPause: 1_000, longestPause: 1_000, recognisesDuplicates };
  const plan: DestinationPlan = {
    id: 'office',
    adapter,
    options: undefined,
    parallel: 1,
    timeout: 10_000,
    policy: { ...policy, looksUp: hooks.lookup !== undefined },
    breaker: { failures: 5, pause: 1_000 },
  };
  const alarms: string[] = [];
  const parts = {
    seal,
    steps: createStepStore(database.pool),
    now: () => now,
    random: () => 1,
    alarm: (text: string) => void alarms.push(text),
  };
  let next = newDelivery();
  const make = async (change: Partial<ClaimedDelivery> = {}) => {
    const claimed = { ...next, ...change };
    const made = await attempt(claimed, plan, parts, new AbortController().signal);
    if (!made) throw new Error('not stopped');
    const { number, inDoubt } = made.settlement;
    next = { ...claimed, attempt: claimed.attempt + 1, number: number + 1, inDoubt };
    return made.settlement;
  };
  return { make, alarms, delivery: () => next };
}

const handedOver: Outcome = { kind: 'handed-over', answer: 'taken' };
const unknown: Outcome = { kind: 'unknown', answer: 'connection cut' };
const later: Outcome = { kind: 'later', answer: 'HTTP 503' };

/** Gives its answers one after the other, and counts. */
function inTurn<Answer>(...answers: Answer[]) {
  let calls = 0;
  const give = async () => {
    const answer = answers[calls];
    calls += 1;
    if (answer === undefined) throw new Error('asked too often');
    return answer;
  };
  return { give, calls: () => calls };
}

describe('steps', () => {
  it('that succeeded are not made again, in whichever process, and their results come from the store', async () => {
    const made: string[] = [];
    const results: unknown[] = [];
    const { make } = office(
      {
        deliver: async ({ steps }) => {
          const opened = await steps.once('open case', async () => {
            made.push('open');
            return { number: 'A-1' };
          });
          results.push(opened, steps.recall('open case'));
          await steps.once('file', async () => {
            made.push('file');
            if (made.length < 3) throw new Error('HTTP 503');
            return null;
          });
          return handedOver;
        },
      },
      true,
    );
    expect((await make()).state).toBe('waiting');
    expect((await make()).state).toBe('handed-over');
    expect(made).toEqual(['open', 'file', 'file']);
    expect(results).toEqual(Array(4).fill({ number: 'A-1' }));
  });

  it('stand sealed in the store, bound to their delivery and name', async () => {
    const { make, delivery } = office({
      deliver: async ({ steps }) => {
        await steps.once('open', async () => 'Mustermann-1');
        return later;
      },
    });
    await make();
    const { rows } = await database.pool.query('select name, result from delivery_step where delivery_id = $1', [
      delivery().id,
    ]);
    expect(rows.map(({ name }) => name)).toEqual(['open']);
    expect(rows[0].result.includes('Mustermann')).toBe(false);
    await database.pool.query("update delivery_step set name = 'other' where delivery_id = $1", [delivery().id]);
    expect(await make()).toMatchObject({ state: 'waiting', detail: { answer: 'the step memory cannot be read' } });
  });

  it('keep the first result when two attempts come to the same step', async () => {
    const store = createStepStore(database.pool);
    const id = randomUUID();
    expect(await store.store(id, 'open', Buffer.from('first'), now)).toEqual(Buffer.from('first'));
    expect(await store.store(id, 'open', Buffer.from('second'), now)).toEqual(Buffer.from('first'));
  });
});

describe('mapping', () => {
  it('happens once; every attempt sends what came of it, even when the adapter maps otherwise meanwhile', async () => {
    const sent: string[] = [];
    let version = 0;
    const { make } = office({
      map: ({ xml: bytes }) => {
        version += 1;
        return Buffer.from(`${bytes} version ${version}`);
      },
      deliver: async ({ message }) => {
        sent.push(Buffer.from(message.xml).toString());
        return sent.length === 2 ? handedOver : later;
      },
    });
    await make();
    version = 7;
    expect((await make()).state).toBe('handed-over');
    expect(sent).toEqual(Array(2).fill(`${xml} version 1`));
  });

  it('that throws is for a person: it would throw again', async () => {
    const { make, alarms } = office({
      map: () => {
        throw new Error('no such element');
      },
      deliver: async () => handedOver,
    });
    expect(await make()).toMatchObject({ state: 'parked', detail: { answer: 'mapping failed' } });
    expect(alarms).toEqual(['The adapter test-adapter could not map a message']);
  });
});

describe('what is in doubt', () => {
  const asked = (lookup: () => Promise<LookupOutcome>, deliver: () => Promise<Outcome>, recognises = false) =>
    office({ lookup, deliver }, recognises);

  it('is looked up first, and settled by what the procedure says', async () => {
    const [lookup, deliver] = [inTurn<LookupOutcome>(handedOver), inTurn(unknown)];
    const { make } = asked(lookup.give, deliver.give);
    expect(await make()).toMatchObject({ state: 'waiting', inDoubt: true });
    expect(await make()).toMatchObject({ state: 'handed-over', inDoubt: false, detail: { lookup: 'taken' } });
    expect([lookup.calls(), deliver.calls()]).toEqual([1, 1]);
  });

  it('is delivered again at once when the procedure does not have it', async () => {
    const lookup = inTurn<LookupOutcome>({ kind: 'absent', answer: 'HTTP 404' });
    const { make } = asked(lookup.give, inTurn<Outcome>(unknown, handedOver).give);
    await make();
    expect(await make()).toMatchObject({ state: 'handed-over', detail: { lookup: 'HTTP 404', answer: 'taken' } });
  });

  it('goes to a person when the procedure cannot say, also where it recognises duplicates', async () => {
    const { make } = asked(inTurn<LookupOutcome>(unknown).give, inTurn(unknown).give, true);
    await make();
    expect(await make()).toMatchObject({ state: 'parked', inDoubt: true });
  });

  it('stays in doubt while the procedure cannot be asked', async () => {
    const { make } = asked(inTurn<LookupOutcome>(later, handedOver).give, inTurn(unknown).give);
    await make();
    expect(await make()).toMatchObject({ state: 'waiting', inDoubt: true });
    expect(await make()).toMatchObject({ state: 'handed-over' });
  });

  it('is so no longer when the procedure has it and only its answer is out', async () => {
    const awaited: LookupOutcome = { kind: 'later', awaitsAnswer: true, answer: 'taken, not done yet' };
    const { make } = asked(inTurn<LookupOutcome>(awaited).give, inTurn<Outcome>(unknown, handedOver).give);
    await make();
    expect(await make()).toMatchObject({ state: 'waiting', inDoubt: false, keepsAttempt: true });
    expect(await make()).toMatchObject({ state: 'handed-over' });
  });

  it('is asked about once more when the attempts are used up, and then not delivered again', async () => {
    const lookup = inTurn<LookupOutcome>({ kind: 'absent', answer: 'HTTP 404' });
    const { make } = asked(lookup.give, inTurn(unknown).give);
    expect(await make({ attempt: 3, number: 3 })).toMatchObject({ state: 'waiting' });
    expect(await make()).toMatchObject({ state: 'parked', inDoubt: false, detail: { lookup: 'HTTP 404' } });
  });

  it('goes to a person at once when the adapter has looked itself', async () => {
    const deliver = inTurn<Outcome>({ kind: 'unknown', needsPerson: true, answer: 'no receipt within the term' });
    const { make } = asked(inTurn<LookupOutcome>(unknown).give, deliver.give, true);
    expect(await make()).toMatchObject({ state: 'parked', inDoubt: true });
  });

  it('goes to a person where nobody can be asked: also after a process died in the middle', async () => {
    const deliver = inTurn<Outcome>(unknown);
    const { make } = office({ deliver: deliver.give });
    expect(await make()).toMatchObject({ state: 'parked', inDoubt: true });
    expect(await make()).toMatchObject({ state: 'parked', detail: { answer: 'the attempt before broke off' } });
    expect(deliver.calls()).toBe(1);
  });

  it('is repeated where the procedure recognises duplicates and cannot be asked', async () => {
    const { make } = office({ deliver: inTurn<Outcome>(unknown, handedOver).give }, true);
    await make();
    expect(await make()).toMatchObject({ state: 'handed-over', inDoubt: false });
  });
});

describe('the call log', () => {
  it('is sealed with the attempt; the message itself is kept once, large and binary bodies not at all', async () => {
    const deliver = async ({ calls, message }: DeliveryJob<unknown>): Promise<Outcome> => {
      const target = 'https://user:secret@office.example/cases?token=secret';
      const call = { step: 'post', target, answer: 'HTTP 503', milliseconds: 1.4 };
      calls.record({ ...call, request: Buffer.from(message.xml), response: Buffer.from('<e>Mustermann</e>') });
      calls.record({ ...call, request: Buffer.alloc(70_000, 'a'), response: Buffer.from([0xff, 0xfe]) });
      return later;
    };
    const { make, delivery } = office({ deliver });
    const { calls, number, deliveryId } = await make();
    const { sealKeyId, dataKey, submissionId } = delivery();
    expect(calls?.includes('Mustermann')).toBe(false);
    const key = seal.openDataKey(sealKeyId, dataKey, submissionId);
    const facts = (size: number) => ({ size, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const shown = { step: 'post', target: 'https://office.example/cases', answer: 'HTTP 503', milliseconds: 1 };
    expect(openCalls(calls ?? Buffer.alloc(0), deliveryId, number, key)).toEqual([
      {
        ...shown,
        request: { ...facts(xml.length), same: 'message' },
        response: { ...facts(17), text: '<e>Mustermann</e>' },
      },
      { ...shown, request: facts(70_000), response: facts(2) },
    ]);
  });

  it('does not keep the receipt twice', async () => {
    const receipt = Buffer.from('<quittung/>');
    const { make, delivery } = office({
      deliver: async ({ calls }) => {
        calls.record({ step: 'post', target: 'there', answer: 'HTTP 200', milliseconds: 1, response: receipt });
        return { kind: 'delivered', receipt, answer: 'HTTP 200' };
      },
    });
    const { calls, number, deliveryId } = await make();
    const { sealKeyId, dataKey, submissionId } = delivery();
    const key = seal.openDataKey(sealKeyId, dataKey, submissionId);
    expect(openCalls(calls ?? Buffer.alloc(0), deliveryId, number, key)).toMatchObject([
      { response: { size: receipt.length, same: 'receipt' } },
    ]);
  });
});
