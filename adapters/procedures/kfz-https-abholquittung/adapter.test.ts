import { install } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildReceipt, type Receipt } from '../../../src/sdk.ts';
import { type HttpTarget, startTarget, type TargetAnswer } from '../../../src/testing/http-target.ts';
import { newMemory, sampleJob } from '../../../src/testing/sample-job.ts';
import adapter from './adapter.ts';

install();

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = Buffer.from('<kfz:neuzulassung xmlns:kfz="urn:zustellwerk:kfz:1"/>');
const message = { id: 'zustellwerk-kfz/1/0001', uuid, xml };

function receipt(verdict: Partial<Receipt>, messageUuid = uuid): TargetAnswer {
  const product = { name: 'Zulassung', manufacturer: 'Muster GmbH' };
  const said = { messageUuid, receivedAt: '2026-11-25T10:15:31.000+01:00', product, ...verdict };
  return { status: 200, body: buildReceipt(said) ?? '' };
}

const taken: TargetAnswer = { status: 202, headers: { location: '/quittungen/1' } };
const notYet: TargetAnswer = { status: 202, headers: { 'retry-after': '5' } };
const accepted = receipt({ accepted: true, fileNumber: 'KFZ 17' });

let target: HttpTarget;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target[Symbol.asyncDispose]());

/** Attempts of one delivery, one answer for each. */
async function attempts(...answers: TargetAnswer[]) {
  const memory = newMemory();
  const outcomes = [];
  for (const answer of answers) {
    target.answer(({ method, body }) => (method === 'POST' && !body.equals(xml) ? { status: 500 } : answer));
    outcomes.push(
      await adapter.deliver(sampleJob(adapter, message, { url: `${target.url}/antraege`, token: 'geheim' }, memory)),
    );
  }
  return { outcomes, seen: target.seen() };
}

describe('a receipt that is fetched', () => {
  it('is asked for until it is there; the message is posted once', async () => {
    const { outcomes, seen } = await attempts(taken, notYet, { status: 503 }, 'cut', { status: 204 }, accepted);
    const waits = { kind: 'later', awaitsAnswer: true, notBefore: expect.any(Date) };
    expect(outcomes).toMatchObject([
      { ...waits, answer: 'HTTP 202, receipt not there yet' },
      waits,
      { kind: 'later', answer: 'HTTP 503' },
      { kind: 'later', answer: 'connection cut' },
      waits,
      { kind: 'delivered', fileNumber: 'KFZ 17', answer: 'HTTP 200, receipt' },
    ]);
    expect(seen).toEqual(['POST /antraege', ...Array(5).fill('GET /quittungen/1')]);
  });

  it.each<[string, TargetAnswer, object]>([
    [
      'a refusal',
      receipt({ refused: true, findings: [{ id: 'evb', text: 'y' }] }),
      { kind: 'rejected', findings: [{ id: 'evb' }] },
    ],
    ['that of another message', receipt({ accepted: true }, crypto.randomUUID()), { kind: 'unknown' }],
    ['none', { status: 200, body: 'ok' }, { kind: 'unknown', answer: 'HTTP 200, no receipt (not-xml)' }],
    ['one that is gone', { status: 410 }, { kind: 'unknown', answer: 'HTTP 410 in place of the receipt' }],
  ])('%s', async (_, answer, outcome) => {
    expect((await attempts(taken, answer)).outcomes[1]).toMatchObject(outcome);
  });

  it.each(['https://boese.example/1', 'http://user:geheim@127.0.0.1/1', '//boese.example/', ''])(
    'is not asked for elsewhere: %s',
    async (location) => {
      const { outcomes } = await attempts({ status: 202, headers: { location } }, taken);
      expect(outcomes).toMatchObject([
        { kind: 'unknown', answer: 'HTTP 202, no address of a receipt' },
        { kind: 'later' },
      ]);
      expect(target.seen()).toEqual([]);
    },
  );

  it.each<[TargetAnswer, object]>([
    [{ status: 200 }, { kind: 'unknown' }],
    [{ status: 400 }, { kind: 'rejected', findings: [{ id: 'http-400' }] }],
    [
      { status: 503, headers: { 'retry-after': '60' } },
      { kind: 'later', notBefore: expect.any(Date) },
    ],
    ['cut', { kind: 'unknown', answer: 'connection cut' }],
  ])('needs a message that was taken: %j', async (answer, outcome) => {
    const { outcomes, seen } = await attempts(answer, taken);
    expect(outcomes).toMatchObject([outcome, { kind: 'later', awaitsAnswer: true }]);
    expect(seen).toEqual(['POST /antraege', 'POST /antraege']);
  });
});
