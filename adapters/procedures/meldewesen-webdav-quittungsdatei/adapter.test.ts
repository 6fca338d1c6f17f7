import { install } from 'undici';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildReceipt, type Receipt } from '../../../src/sdk.ts';
import { writeSampleMessage } from '../../../src/simulators/sample-message.ts';
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
const message = { id: 'xmeld/26.11/1700', uuid, xml: writeSampleMessage(uuid) };

/** A WebDAV folder as far as it is needed: PUT, MOVE without overwriting, GET. */
const folder = new Map<string, Buffer>();
function serve({ method, path, headers, body }: TargetRequest): TargetAnswer {
  const destination = new URL(String(headers.destination ?? 'http://x/')).pathname;
  switch (method) {
    case 'PUT':
      folder.set(path, body);
      return { status: 201 };
    case 'MOVE':
      if (folder.has(destination)) return { status: headers.overwrite === 'F' ? 412 : 500 };
      folder.set(destination, folder.get(path) ?? Buffer.alloc(0));
      folder.delete(path);
      return { status: 201 };
    default:
      return folder.has(path) ? { status: 200, body: folder.get(path) ?? '' } : { status: 404 };
  }
}

function putReceipt(verdict: Partial<Receipt>, messageUuid = uuid): void {
  const product = { name: 'EWO', manufacturer: 'Muster GmbH' };
  const said = { messageUuid, receivedAt: '2026-11-25T10:15:31.000+01:00', product, ...verdict };
  folder.set('/eingang/key-1.quittung.xml', Buffer.from(buildReceipt(said) ?? ''));
}

let target: HttpTarget;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target[Symbol.asyncDispose]());
beforeEach(() => {
  folder.clear();
  target.answer(serve);
  target.seen();
});

const begin = (memory = newMemory()) => ({
  attempt: () => adapter.deliver(sampleJob(adapter, message, { url: `${target.url}/eingang/` }, memory)),
});
const waits = { kind: 'later', awaitsAnswer: true, notBefore: expect.any(Date) };

it('puts the message there whole, once, and waits for the receipt', async () => {
  const { attempt } = begin();
  expect(await attempt()).toMatchObject({ ...waits, answer: 'lies in the folder' });
  expect([...folder.keys()]).toEqual(['/eingang/key-1.xml']);
  expect(folder.get('/eingang/key-1.xml')).toEqual(Buffer.from(message.xml));
  expect(await attempt()).toMatchObject({ ...waits, answer: 'no receipt yet' });
  target.answer(() => 'cut');
  expect(await attempt()).toEqual({ kind: 'later', answer: 'connection cut' });
  target.answer(serve);
  putReceipt({ accepted: true, fileNumber: 'MB 17' });
  expect(await attempt()).toMatchObject({ kind: 'delivered', fileNumber: 'MB 17', answer: 'receipt' });
  const looks = Array(3).fill('GET /eingang/key-1.quittung.xml');
  expect(target.seen()).toEqual(['PUT /eingang/key-1.part', 'MOVE /eingang/key-1.part', ...looks]);
});

it.each(['PUT', 'MOVE'])('goes on when the answer to %s was lost', async (lost) => {
  const { attempt } = begin();
  target.answer((request) => {
    const answer = serve(request);
    return request.method === lost ? 'cut' : answer;
  });
  expect(await attempt()).toMatchObject({ kind: lost === 'PUT' ? 'later' : 'unknown', answer: 'connection cut' });
  target.answer(serve);
  expect(await attempt()).toMatchObject(waits);
  expect(folder.get('/eingang/key-1.xml')).toEqual(Buffer.from(message.xml));
});

it.each<[string, () => void, object]>([
  [
    'a refusal',
    () => putReceipt({ refused: true, findings: [{ id: 'x', text: 'y' }] }),
    { kind: 'rejected', findings: [{ id: 'x' }] },
  ],
  [
    'another message',
    () => putReceipt({ accepted: true }, crypto.randomUUID()),
    { kind: 'unknown', answer: 'receipt for another message' },
  ],
  [
    'no receipt',
    () => folder.set('/eingang/key-1.quittung.xml', Buffer.from('x')),
    { kind: 'unknown', answer: 'no receipt (not-xml)' },
  ],
  [
    '403',
    () => target.answer(() => ({ status: 403 })),
    { kind: 'unknown', answer: 'HTTP 403 in place of the receipt' },
  ],
])('reads the receipt: %s', async (_, prepare, outcome) => {
  const { attempt } = begin();
  await attempt();
  prepare();
  expect(await attempt()).toMatchObject(outcome);
});

it.each<[TargetAnswer, object]>([
  [{ status: 507 }, { kind: 'later', answer: 'HTTP 507' }],
  [{ status: 401 }, { kind: 'rejected', findings: [{ id: 'http-401' }] }],
])('does not wait for what is not there: %j', async (answer, outcome) => {
  target.answer(() => answer);
  expect(await begin().attempt()).toMatchObject(outcome);
});
