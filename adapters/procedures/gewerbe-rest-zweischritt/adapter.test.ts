import { install } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type HttpTarget,
  startTarget,
  type TargetAnswer,
  type TargetRequest,
} from '../../../src/testing/http-target.ts';
import { newMemory, sampleJob } from '../../../src/testing/sample-job.ts';
import adapter from './adapter.ts';

install();

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = Buffer.from('<gew:anmeldung xmlns:gew="urn:zustellwerk:gewerbe:1"/>');
const message = { id: 'zustellwerk-gewerbe/1/0001', uuid, xml };
const receipt = {
  nachrichtenUUID: uuid,
  eingegangenAm: '2026-11-25T10:15:31.000+01:00',
  status: 'angenommen',
  aktenzeichen: 'GEW 17',
  produkt: 'Register',
  hersteller: 'Muster GmbH',
};
const reserved: TargetAnswer = { status: 201, body: '{"vorgangsnummer":"G-1"}' };
const json = (status: number, body: object): TargetAnswer => ({ status, body: JSON.stringify(body) });
const post = 'POST /vorgaenge';
const put = 'PUT /vorgaenge/G-1/nachricht';

let target: HttpTarget;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target[Symbol.asyncDispose]());

/** Attempts of one delivery: what the target answers to each call of each attempt. */
async function attempts(...answers: { post?: TargetAnswer; put?: TargetAnswer }[]) {
  const memory = newMemory();
  const outcomes = [];
  for (const answer of answers) {
    target.answer(({ method }) => (method === 'POST' ? answer.post : answer.put) ?? { status: 500 });
    outcomes.push(
      await adapter.deliver(sampleJob(adapter, message, { url: `${target.url}/`, token: 'geheim' }, memory)),
    );
  }
  return { outcomes, seen: target.seen(), memory };
}

describe('in two calls', () => {
  it('reserves a number and hands the exact bytes over to it', async () => {
    const seen: TargetRequest[] = [];
    target.answer((request) => {
      seen.push(request);
      return request.method === 'POST' ? reserved : json(200, receipt);
    });
    const memory = newMemory();
    const outcome = await adapter.deliver(sampleJob(adapter, message, { url: target.url, token: 'geheim' }, memory));
    expect(outcome).toMatchObject({ kind: 'delivered', fileNumber: 'GEW 17', answer: 'HTTP 200, receipt' });
    expect(String((outcome as { receipt: Uint8Array }).receipt)).toContain('<q:aktenzeichen>GEW 17</q:aktenzeichen>');
    expect(JSON.parse(String(seen[0]?.body))).toEqual({
      schluessel: 'key-1',
      nachricht: message.id,
      nachrichtenUUID: uuid,
    });
    expect(seen[1]?.body).toEqual(xml);
    for (const { headers } of seen)
      expect(headers).toMatchObject({ authorization: 'Bearer geheim', 'idempotency-key': 'key-1' });
    expect(target.seen()).toEqual([post, put]);
    expect(memory.calls.map(({ step, answer }) => `${step}: ${answer}`)).toEqual([
      'reserve case number: HTTP 201',
      'hand message over: HTTP 200',
    ]);
  });

  it('reserves no second number when the second call failed', async () => {
    const { outcomes, seen } = await attempts({ post: reserved, put: 'cut' }, { put: json(200, receipt) });
    expect(outcomes).toMatchObject([{ kind: 'unknown', answer: 'connection cut' }, { kind: 'delivered' }]);
    expect(seen).toEqual([post, put, put]);
  });

  it.each<[TargetAnswer, object]>([
    ['cut', { kind: 'later', answer: 'connection cut' }],
    [{ status: 503 }, { kind: 'later', answer: 'HTTP 503' }],
    [
      { status: 201, body: '{"vorgangsnummer":"../x"}' },
      { kind: 'later', answer: 'HTTP 201, no case number' },
    ],
    [{ status: 403 }, { kind: 'rejected', findings: [{ id: 'http-403' }] }],
  ])('hands nothing over without a number: %j', async (answer, outcome) => {
    const { outcomes, seen } = await attempts({ post: answer });
    expect(outcomes).toMatchObject([outcome]);
    expect(seen).toEqual([post]);
  });

  const findings = [{ kennung: 'anlage-fehlt', text: 'Es fehlt die Handwerkskarte.' }];
  const { aktenzeichen: _, ...bare } = receipt;
  it.each<[TargetAnswer, object]>([
    [json(200, bare), { kind: 'delivered' }],
    [
      json(422, { ...bare, status: 'abgelehnt', befunde: findings }),
      { kind: 'rejected', findings: [{ id: 'anlage-fehlt' }] },
    ],
    [json(200, { ...bare, status: 'abgelehnt' }), { kind: 'unknown', answer: 'HTTP 200, no receipt' }],
    [json(422, receipt), { kind: 'unknown', answer: 'HTTP 422, receipt that accepts' }],
    [
      json(200, { ...receipt, nachrichtenUUID: 'x' }),
      { kind: 'unknown', answer: 'HTTP 200, receipt for another message' },
    ],
    [
      { status: 200, body: '<html>' },
      { kind: 'unknown', answer: 'HTTP 200, no receipt' },
    ],
    [{ status: 404 }, { kind: 'rejected', findings: [{ id: 'http-404' }], answer: 'HTTP 404' }],
    [
      { status: 429, headers: { 'retry-after': '60' } },
      { kind: 'later', notBefore: expect.any(Date) },
    ],
  ])('reads the receipt: %j', async (answer, outcome) => {
    expect((await attempts({ post: reserved, put: answer })).outcomes).toMatchObject([outcome]);
  });
});
