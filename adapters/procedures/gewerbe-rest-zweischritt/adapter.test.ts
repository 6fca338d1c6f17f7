import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpTarget, startTarget, type TargetAnswer } from '../../../src/testing/http-target.ts';
import { conformanceOfOurs } from '../../../src/testing/own-adapter.ts';
import { newMemory, sampleJob } from '../../../src/testing/sample-job.ts';
import adapter from './adapter.ts';
import rig from './rig.ts';

conformanceOfOurs('gewerbe-rest-zweischritt', rig);

describe('beside what every adapter does', () => {
  const nachrichtenUUID = crypto.randomUUID();
  const message = { id: 'zustellwerk-gewerbe/1/0001', uuid: nachrichtenUUID, xml: Buffer.from('<a/>') };
  const eingegangenAm = '2026-11-25T10:15:31+01:00';
  const receipt = { nachrichtenUUID, eingegangenAm, status: 'angenommen', produkt: 'P', hersteller: 'H' };
  const json = (status: number, body: object): TargetAnswer => ({ status, body: JSON.stringify(body) });

  let target: HttpTarget;
  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target[Symbol.asyncDispose]());

  /** One attempt with what the two calls answer. */
  async function attempt(post: TargetAnswer, put: TargetAnswer = { status: 500 }) {
    target.answer(({ method }) => (method === 'POST' ? post : put));
    const outcome = await adapter.deliver(sampleJob(adapter, message, { url: `${target.url}/` }, newMemory()));
    return { outcome, seen: target.seen() };
  }

  it.each<[TargetAnswer, object]>([
    ['cut', { kind: 'later', answer: 'connection cut' }],
    [json(201, { vorgangsnummer: '../x' }), { kind: 'later', answer: 'HTTP 201, no case number' }],
    [{ status: 403 }, { kind: 'rejected', findings: [{ id: 'http-403' }] }],
  ])('hands nothing over without a number: %j', async (answer, outcome) => {
    expect(await attempt(answer)).toMatchObject({ outcome, seen: ['POST /vorgaenge'] });
  });

  const befunde = [{ kennung: 'anlage-fehlt', text: 'Es fehlt die Handwerkskarte.' }];
  it.each<[TargetAnswer, object]>([
    [json(200, receipt), { kind: 'delivered', answer: 'HTTP 200, receipt' }],
    [json(200, { ...receipt, status: 'abgelehnt', befunde }), { kind: 'rejected', findings: [{ id: 'anlage-fehlt' }] }],
    [json(200, { ...receipt, status: 'abgelehnt' }), { kind: 'unknown', answer: 'HTTP 200, no receipt' }],
    [json(422, receipt), { kind: 'unknown', answer: 'HTTP 422, receipt that accepts' }],
    [{ status: 422 }, { kind: 'rejected', findings: [{ id: 'http-422' }] }],
  ])('reads the receipt: %j', async (answer, outcome) => {
    const seen = ['POST /vorgaenge', 'PUT /vorgaenge/G-1/nachricht'];
    expect(await attempt(json(201, { vorgangsnummer: 'G-1' }), answer)).toMatchObject({ outcome, seen });
  });
});
