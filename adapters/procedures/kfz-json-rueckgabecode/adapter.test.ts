import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpTarget, startTarget } from '../../../src/testing/http-target.ts';
import { conformanceOfOurs } from '../../../src/testing/own-adapter.ts';
import { sampleJob } from '../../../src/testing/sample-job.ts';
import adapter from './adapter.ts';
import rig from './rig.ts';

conformanceOfOurs('kfz-json-rueckgabecode', rig);

describe('beside what every adapter does, a return code', () => {
  const nachrichtenUUID = crypto.randomUUID();
  const message = { id: 'zustellwerk-kfz/1/0001', uuid: nachrichtenUUID, xml: Buffer.from('<a/>') };
  const head = { nachrichtenUUID, zeit: '2026-11-25T10:15:31+01:00', system: 'Zulassung', hersteller: 'Muster GmbH' };

  let target: HttpTarget;
  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target[Symbol.asyncDispose]());

  it.each([
    ['there already', { code: 1, aktenzeichen: 'KFZ 17' }, { kind: 'delivered', fileNumber: 'KFZ 17' }],
    ['refuses', { code: 2001 }, { kind: 'rejected', findings: [{ id: 'code-2001', text: 'Rückgabecode 2001' }] }],
    [
      'refuses with words',
      { code: 2001, meldungen: [{ code: 7, text: 'eVB ungültig' }] },
      { kind: 'rejected', findings: [{ id: 'code-7', text: 'eVB ungültig' }], receipt: expect.anything() },
    ],
    ['not now', { code: 9001 }, { kind: 'later', answer: 'HTTP 200, code 9001' }],
    ['says nothing', { code: 42 }, { kind: 'unknown', answer: 'HTTP 200, code 42' }],
    ['cannot be kept', { code: 0, zeit: 'gestern' }, { kind: 'unknown', answer: 'HTTP 200, no code' }],
  ])('%s', async (_, said, outcome) => {
    target.answer(() => ({ status: 200, body: JSON.stringify({ ...head, ...said }) }));
    expect(await adapter.deliver(sampleJob(adapter, message, { url: target.url }))).toMatchObject(outcome);
  });
});
