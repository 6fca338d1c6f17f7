import { createHash } from 'node:crypto';
import { install } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type HttpTarget,
  startTarget,
  type TargetAnswer,
  type TargetRequest,
} from '../../../src/testing/http-target.ts';
import { sampleJob } from '../../../src/testing/sample-job.ts';
import adapter from './adapter.ts';

install();

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = Buffer.from('<kfz:neuzulassung xmlns:kfz="urn:zustellwerk:kfz:1">ä</kfz:neuzulassung>');
const message = { id: 'zustellwerk-kfz/1/0001', uuid, xml };
const head = {
  nachrichtenUUID: uuid,
  zeit: '2026-11-25T10:15:31+01:00',
  system: 'Zulassung',
  hersteller: 'Muster GmbH',
};
const says = (said: object): TargetAnswer => ({ status: 200, body: JSON.stringify({ ...head, ...said }) });

let target: HttpTarget;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target[Symbol.asyncDispose]());

const deliver = () => adapter.deliver(sampleJob(adapter, message, { url: `${target.url}/uebergeben` }));

it('puts the exact bytes into an envelope', async () => {
  const seen: TargetRequest[] = [];
  target.answer((request) => {
    seen.push(request);
    return says({ code: 0, aktenzeichen: 'KFZ 17' });
  });
  expect(await deliver()).toMatchObject({ kind: 'delivered', fileNumber: 'KFZ 17', answer: 'HTTP 200, code 0' });
  const envelope = JSON.parse(String(seen[0]?.body));
  const sha256 = createHash('sha256').update(xml).digest('hex');
  expect(envelope).toMatchObject({ auftrag: 'key-1', nachricht: message.id, nachrichtenUUID: uuid, sha256 });
  expect(Buffer.from(envelope.inhalt, 'base64')).toEqual(xml);
});

it.each<[string, TargetAnswer, object]>([
  ['there already', says({ code: 1, aktenzeichen: 'KFZ 17' }), { kind: 'delivered', fileNumber: 'KFZ 17' }],
  ['refused', says({ code: 2001 }), { kind: 'rejected', findings: [{ id: 'code-2001', text: 'Rückgabecode 2001' }] }],
  [
    'refused with words',
    says({ code: 2001, meldungen: [{ code: 7, text: 'eVB ungültig' }] }),
    { kind: 'rejected', findings: [{ id: 'code-7', text: 'eVB ungültig' }], receipt: expect.anything() },
  ],
  ['not now', says({ code: 9001 }), { kind: 'later', answer: 'HTTP 200, code 9001' }],
  ['a code that says nothing', says({ code: 42 }), { kind: 'unknown', answer: 'HTTP 200, code 42' }],
  [
    'another message',
    says({ code: 0, nachrichtenUUID: 'x' }),
    { kind: 'unknown', answer: 'HTTP 200, code 0 for another message' },
  ],
  [
    'a receipt that cannot be kept',
    says({ code: 0, zeit: 'gestern' }),
    { kind: 'unknown', answer: 'HTTP 200, no code' },
  ],
  ['no code', { status: 200, body: '{}' }, { kind: 'unknown', answer: 'HTTP 200, no code' }],
  ['no JSON', { status: 200, body: '<html>' }, { kind: 'unknown' }],
  ['401', { status: 401 }, { kind: 'rejected', findings: [{ id: 'http-401' }] }],
  ['a cut connection', 'cut', { kind: 'unknown', answer: 'connection cut' }],
])('%s', async (_, answer, outcome) => {
  target.answer(() => answer);
  expect(await deliver()).toMatchObject(outcome);
});
