import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpTarget, startTarget, type TargetAnswer } from '../../../src/testing/http-target.ts';
import { conformanceOfOurs } from '../../../src/testing/own-adapter.ts';
import { newMemory, sampleJob } from '../../../src/testing/sample-job.ts';
import adapter from './adapter.ts';
import rig from './rig.ts';

conformanceOfOurs('kfz-https-abholquittung', rig);

describe('beside what every adapter does', () => {
  const message = { id: 'zustellwerk-kfz/1/0001', uuid: crypto.randomUUID(), xml: Buffer.from('<a/>') };
  const taken: TargetAnswer = { status: 202, headers: { location: '/quittungen/1' } };

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
      target.answer(() => answer);
      outcomes.push(await adapter.deliver(sampleJob(adapter, message, { url: `${target.url}/antraege` }, memory)));
    }
    return { outcomes, seen: target.seen() };
  }

  it('waits for a receipt without counting it as a fault, and takes no word of the server for a refusal', async () => {
    const { outcomes, seen } = await attempts(taken, { status: 204 }, 'cut', { status: 410 });
    const waits = { kind: 'later', awaitsAnswer: true, notBefore: expect.any(Date) };
    const cut = { kind: 'later', answer: 'connection cut' };
    const gone = { kind: 'unknown', answer: 'HTTP 410 in place of the receipt' };
    expect(outcomes).toMatchObject([waits, waits, cut, gone]);
    expect(seen).toEqual(['POST /antraege', ...Array(3).fill('GET /quittungen/1')]);
  });

  it('asks again when the procedure says, else after pollSeconds', async () => {
    const begun = Date.now();
    const { outcomes } = await attempts(taken, { status: 202, headers: { 'retry-after': '3600' } });
    const pauses = outcomes.map((outcome) => ('notBefore' in outcome ? Number(outcome.notBefore) - begun : 0));
    expect(pauses.map((pause) => Math.floor(pause / 60_000))).toEqual([1, 60]);
  });

  it.each(['https://boese.example/1', 'http://user:geheim@127.0.0.1/1', '//boese.example/', ''])(
    'does not ask for a receipt elsewhere: %s',
    async (location) => {
      const { outcomes, seen } = await attempts({ status: 202, headers: { location } }, taken);
      expect(outcomes[0]).toEqual({ kind: 'unknown', answer: 'HTTP 202, no address of a receipt' });
      expect(seen).toEqual(['POST /antraege', 'POST /antraege']);
    },
  );
});
