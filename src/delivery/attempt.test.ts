import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ClaimedDelivery } from '../store/claim-deliveries.ts';
import type { StepStore } from '../store/delivery-steps.ts';
import { createTestSeal } from '../testing/submissions.ts';
import type { DeliveryJob } from './adapter.ts';
import { attempt } from './attempt.ts';
import type { DestinationPlan } from './destination-plan.ts';
import type { Outcome } from './outcome.ts';

const seal = createTestSeal();
const now = new Date('2026-01-01T12:00:00Z');
const xml = Buffer.from('<nachricht>Erika Mustermann</nachricht>');
const receipt = Buffer.from('<quittung>Erika Mustermann</quittung>');

const submissionId = randomUUID();
const dataKey = seal.newDataKey(submissionId);
const messageUuid = randomUUID();
const claimed: ClaimedDelivery = {
  id: randomUUID(),
  submissionId,
  destinationId: 'office',
  messageUuid,
  definition: 'test/1/0001',
  content: dataKey.seal(xml, `message ${messageUuid}`),
  sealKeyId: dataKey.keyId,
  dataKey: dataKey.sealed,
  attempt: 2,
  number: 2,
  inDoubt: false,
  giveUpAt: new Date('2026-01-02T12:00:00Z'),
};

/** As the table: the first result wins. */
function inMemory(stored = new Map<string, Buffer>()): StepStore {
  return {
    load: async () => new Map(stored),
    store: async (_, name, result) => {
      const first = stored.get(name) ?? result;
      stored.set(name, first);
      return first;
    },
  };
}

type Deliver = (job: DeliveryJob<unknown>) => Promise<Outcome>;

function planFor(deliver: Deliver, recognisesDuplicates = true, timeout = 10_000): DestinationPlan {
  return {
    id: 'office',
    adapter: {
      id: 'test-adapter',
      version: '1.0.0',
      summary: 'Does what a test says.',
      options: z.unknown(),
      capabilities: { success: 'delivered', recognisesDuplicates },
      deliver,
    },
    options: { url: 'https://verfahren.example' },
    parallel: 1,
    timeout,
    policy: { attempts: 5, firstPause: 1_000, longestPause: 60_000, recognisesDuplicates, looksUp: false },
    breaker: { failures: 5, pause: 1_000 },
  };
}

/** Makes an attempt; what it came to, and what the operator heard. */
async function make(
  deliver: Deliver,
  more: {
    readonly claimed?: Partial<ClaimedDelivery>;
    readonly plan?: DestinationPlan;
    readonly stop?: AbortSignal;
  } = {},
) {
  const alarms: { text: string; cause: unknown }[] = [];
  const alarm = (text: string, cause: unknown) => {
    alarms.push({ text, cause });
  };
  const result = await attempt(
    { ...claimed, ...more.claimed },
    more.plan ?? planFor(deliver),
    { seal, steps: inMemory(), now: () => now, random: () => 1, alarm },
    more.stop ?? new AbortController().signal,
  );
  return { result, alarms };
}

const answering =
  (outcome: Outcome): Deliver =>
  async () =>
    outcome;

const open = (sealed: Buffer | undefined, belongsTo: string) =>
  seal.openDataKey(claimed.sealKeyId, claimed.dataKey, submissionId).open(sealed ?? Buffer.alloc(0), belongsTo);

describe('an attempt', () => {
  it('hands the frozen bytes, the stable key and the options to the adapter', async () => {
    const jobs: DeliveryJob<unknown>[] = [];
    await make(async (job) => {
      jobs.push(job);
      return { kind: 'handed-over', answer: 'taken' };
    });
    expect(jobs).toEqual([
      {
        message: {
          id: 'test/1/0001',
          uuid: messageUuid,
          xml,
          content: expect.any(Function),
          pdf: expect.any(Function),
        },
        deliveryKey: claimed.id,
        attempt: 2,
        steps: expect.anything(),
        calls: expect.anything(),
        options: { url: 'https://verfahren.example' },
        signal: expect.any(AbortSignal),
      },
    ]);
  });

  it('keeps what a delivery brought back, sealed, and nothing of it in clear', async () => {
    const { result, alarms } = await make(
      answering({ kind: 'delivered', receipt, fileNumber: 'Mustermann-1', answer: 'HTTP 200, receipt' }),
    );
    expect(result).toEqual({
      outcome: 'delivered',
      reached: true,
      settlement: {
        deliveryId: claimed.id,
        attempt: 2,
        number: 2,
        inDoubt: false,
        state: 'delivered',
        submissionState: 'delivered',
        detail: {
          attempt: 2,
          number: 2,
          destination: 'office',
          adapter: 'test-adapter',
          outcome: 'delivered',
          answer: 'HTTP 200, receipt',
          milliseconds: expect.any(Number),
        },
        fileNumber: expect.any(Buffer),
        fileNumberHmac: expect.any(Buffer),
        receipt: {
          id: expect.any(String),
          definition: 'receipt',
          size: receipt.length,
          sha256: createHash('sha256').update(receipt).digest(),
          content: expect.any(Buffer),
        },
      },
    });
    const settlement = result?.settlement;
    expect(String(open(settlement?.fileNumber, `file-number ${claimed.id}`))).toBe('Mustermann-1');
    expect(open(settlement?.receipt?.content, `message ${settlement?.receipt?.id}`)).toEqual(receipt);
    expect(settlement?.fileNumber?.includes('Mustermann')).toBe(false);
    expect(settlement?.receipt?.content.includes('Mustermann')).toBe(false);
    expect(alarms).toEqual([]);
  });

  it('leaves out what a delivery did not bring', async () => {
    const delivered = await make(answering({ kind: 'delivered', receipt, answer: 'HTTP 200, receipt' }));
    expect(delivered.result?.settlement).not.toHaveProperty('fileNumber');
    const handedOver = await make(answering({ kind: 'handed-over', answer: 'taken' }));
    expect(handedOver.result?.settlement).toMatchObject({ state: 'handed-over', submissionState: 'handed-over' });
    for (const member of ['fileNumber', 'refusal', 'receipt', 'dueAt']) {
      expect(handedOver.result?.settlement).not.toHaveProperty(member);
    }
  });

  it('seals why it was refused, and tells the ids of the faults alone', async () => {
    const findings = [{ id: 'unknown-person', text: 'Erika Mustermann ist nicht gemeldet', xpath: '/nachricht' }];
    const { result } = await make(answering({ kind: 'rejected', findings, receipt, answer: 'HTTP 422, receipt' }));
    const settlement = result?.settlement;
    expect(settlement).toMatchObject({
      state: 'rejected',
      submissionState: 'rejected',
      detail: { outcome: 'rejected', answer: 'HTTP 422, receipt', findings: ['unknown-person'] },
    });
    expect(JSON.parse(String(open(settlement?.refusal, `refusal ${claimed.id}`)))).toEqual(findings);
    expect(open(settlement?.receipt?.content, `message ${settlement?.receipt?.id}`)).toEqual(receipt);
    expect(JSON.stringify(settlement?.detail)).not.toContain('Mustermann');
    expect(settlement?.refusal?.includes('Mustermann')).toBe(false);
  });

  it('counts an attempt that only looked for an answer as one that reached the destination', async () => {
    const awaited = await make(answering({ kind: 'later', awaitsAnswer: true, answer: 'no receipt yet' }));
    expect(awaited.result).toMatchObject({ reached: true, settlement: { state: 'waiting', keepsAttempt: true } });
    expect((await make(answering({ kind: 'later', answer: 'HTTP 503' }))).result?.reached).toBe(false);
    expect((await make(answering({ kind: 'unknown', answer: 'connection cut' }))).result?.reached).toBe(false);
  });

  it('waits after `later`, and says until when', async () => {
    const notBefore = new Date('2026-01-01T13:00:00Z');
    const { result } = await make(answering({ kind: 'later', notBefore, answer: 'HTTP 503' }));
    expect(result?.outcome).toBe('later');
    expect(result?.settlement).toMatchObject({
      state: 'waiting',
      submissionState: 'in-delivery',
      dueAt: notBefore,
      detail: { outcome: 'later', answer: 'HTTP 503', next: notBefore },
    });
  });

  it.each([
    [true, 'waiting'],
    [false, 'parked'],
  ])('after an unknown outcome, with duplicates recognised %s, is %s', async (recognises, state) => {
    const deliver = answering({ kind: 'unknown', answer: 'connection cut' });
    const { result } = await make(deliver, { plan: planFor(deliver, recognises) });
    expect(result).toMatchObject({ outcome: 'unknown', settlement: { state, detail: { answer: 'connection cut' } } });
  });
});

describe('what should not happen', () => {
  it('counts an adapter that throws as unknown, and alarms, without the content in the event', async () => {
    const cause = new Error('cannot read Mustermann');
    const throwing: Deliver = async () => {
      throw cause;
    };
    const { result, alarms } = await make(throwing);
    expect(result).toMatchObject({ outcome: 'unknown', settlement: { state: 'waiting' } });
    expect(result?.settlement.detail).toMatchObject({ outcome: 'unknown', answer: 'the adapter failed' });
    expect(JSON.stringify(result?.settlement.detail)).not.toContain('Mustermann');
    expect(alarms).toEqual([{ text: 'The adapter test-adapter threw', cause }]);
  });

  it('counts an adapter that throws before it returns a promise the same', async () => {
    const { result, alarms } = await make(() => {
      throw new Error('at once');
    });
    expect(result?.outcome).toBe('unknown');
    expect(alarms).toHaveLength(1);
  });

  it.each([
    ['of another delivery', { content: dataKey.seal(xml, `message ${randomUUID()}`) }],
    ['sealed with a key that is not configured', { sealKeyId: 'gone' }],
    ['whose data key is of another submission', { submissionId: randomUUID() }],
  ])('parks a message %s for a person, never delivers it, and alarms', async (_, change) => {
    let delivered = false;
    const { result, alarms } = await make(
      async () => {
        delivered = true;
        return { kind: 'handed-over', answer: 'taken' };
      },
      { claimed: change },
    );
    expect(delivered).toBe(false);
    expect(result).toMatchObject({
      settlement: {
        state: 'parked',
        submissionState: 'parked',
        detail: { answer: 'the sealed message does not open' },
      },
    });
    expect(alarms).toEqual([{ text: 'A message cannot be opened', cause: expect.any(Error) }]);
  });
});

describe('an attempt that is stopped', () => {
  const untilAborted: Deliver = ({ signal }) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ kind: 'unknown', answer: 'no answer in time' }));
    });

  it('says nothing when nothing is known', async () => {
    const stop = new AbortController();
    const deliver: Deliver = (job) => {
      setImmediate(() => stop.abort());
      return untilAborted(job);
    };
    expect((await make(deliver, { stop: stop.signal })).result).toBeUndefined();
  });

  it('before it began is not begun', async () => {
    const stop = new AbortController();
    stop.abort();
    const never: Deliver = () => Promise.reject(new Error('begun'));
    expect(await make(never, { stop: stop.signal })).toEqual({ result: undefined, alarms: [] });
  });

  it('still says what came in spite of it', async () => {
    const stop = new AbortController();
    const deliver: Deliver = async () => {
      stop.abort();
      return { kind: 'handed-over', answer: 'taken' };
    };
    const { result } = await make(deliver, { stop: stop.signal });
    expect(result).toMatchObject({ outcome: 'handed-over', settlement: { state: 'handed-over' } });
  });

  it('is not one whose time is up: that is tried again', async () => {
    const { result } = await make(untilAborted, { plan: planFor(untilAborted, true, 1) });
    expect(result).toMatchObject({ outcome: 'unknown', settlement: { state: 'waiting' } });
  });
});
