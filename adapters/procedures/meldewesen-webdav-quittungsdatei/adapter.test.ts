import { install } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSampleMessage } from '../../../src/simulators/sample-message.ts';
import { type HttpTarget, startTarget, type TargetAnswer } from '../../../src/testing/http-target.ts';
import { conformanceOfOurs } from '../../../src/testing/own-adapter.ts';
import { newMemory, sampleJob } from '../../../src/testing/sample-job.ts';
import adapter from './adapter.ts';
import rig from './rig.ts';

install();

conformanceOfOurs('meldewesen-webdav-quittungsdatei', rig);

describe('beside what every adapter does, a WebDAV folder', () => {
  const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
  const message = { id: 'xmeld/26.11/1700', uuid, xml: writeSampleMessage(uuid) };

  let target: HttpTarget;
  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target[Symbol.asyncDispose]());

  const begin = (memory = newMemory()) => ({
    attempt: () => adapter.deliver(sampleJob(adapter, message, { url: `${target.url}/eingang/` }, memory)),
  });
  const answerAll = (answers: Readonly<Record<string, readonly TargetAnswer[]>>) => {
    const left = new Map(Object.entries(answers).map(([method, list]) => [method, [...list]]));
    target.seen();
    target.answer(({ method }) => left.get(method)?.shift() ?? { status: 201 });
  };

  it('gets the message under a name of its own, then under its right one, and is only looked at from then on', async () => {
    answerAll({ GET: [{ status: 404 }] });
    const { attempt } = begin();
    const waits = { kind: 'later', awaitsAnswer: true, notBefore: expect.any(Date) };
    expect(await attempt()).toMatchObject({ ...waits, answer: 'lies in the folder' });
    expect(await attempt()).toMatchObject({ ...waits, answer: 'no receipt yet' });
    const calls = ['PUT /eingang/key-1.part', 'MOVE /eingang/key-1.part', 'GET /eingang/key-1.quittung.xml'];
    expect(target.seen()).toEqual(calls);
  });

  it('gets it again when it was renamed by a call whose answer was lost, and is gone since', async () => {
    answerAll({ MOVE: ['cut', { status: 404 }] });
    const { attempt } = begin();
    expect(await attempt()).toMatchObject({ kind: 'unknown', answer: 'connection cut' });
    expect(await attempt()).toMatchObject({ kind: 'later', awaitsAnswer: true });
    const [put, move] = ['PUT /eingang/key-1.part', 'MOVE /eingang/key-1.part'];
    expect(target.seen()).toEqual([put, move, move, put, move]);
  });

  it('is not renamed over what lies there: the message came before', async () => {
    answerAll({ MOVE: [{ status: 412 }] });
    expect(await begin().attempt()).toMatchObject({ kind: 'later', awaitsAnswer: true, answer: 'lies in the folder' });
  });

  it.each<[string, TargetAnswer, object]>([
    ['no receipt', { status: 200, body: 'x' }, { kind: 'unknown', answer: 'no receipt (not-xml)' }],
    ['403', { status: 403 }, { kind: 'unknown', answer: 'HTTP 403 in place of the receipt' }],
    ['a cut connection', 'cut', { kind: 'later', answer: 'connection cut' }],
  ])('answers %s where a receipt should be', async (_, answer, outcome) => {
    answerAll({ GET: [answer] });
    const { attempt } = begin();
    await attempt();
    expect(await attempt()).toMatchObject(outcome);
  });

  it.each<[string, TargetAnswer, object]>([
    ['PUT', { status: 507 }, { kind: 'later', answer: 'HTTP 507' }],
    ['PUT', 'cut', { kind: 'later', answer: 'connection cut' }],
    ['PUT', { status: 401 }, { kind: 'rejected', findings: [{ id: 'http-401' }] }],
    ['MOVE', { status: 409 }, { kind: 'rejected', findings: [{ id: 'http-409' }] }],
  ])('that fails at %s is not waited for: %j', async (method, answer, outcome) => {
    answerAll({ [method]: [answer] });
    expect(await begin().attempt()).toMatchObject(outcome);
  });
});
