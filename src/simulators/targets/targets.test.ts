import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readReceipt } from '../../domains/quittung/read-receipt.ts';
import { writeSampleMessage } from '../sample-message.ts';
import type { Target } from '../target.ts';
import { startFolder } from './folder.ts';
import { startPolling } from './polling.ts';

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = Buffer.from(writeSampleMessage(uuid));
let target: Target;
afterEach(() => target.close());

describe('a procedure whose receipt is fetched later', () => {
  let url: string;
  const authorization = 'Bearer geheim';
  beforeEach(async () => {
    target = await startPolling({ token: 'geheim' });
    url = String(target.options.url);
  });
  const post = () => fetch(url, { method: 'POST', body: xml, headers: { authorization, 'idempotency-key': 'k' } });
  const ask = (path: string | null) => fetch(new URL(path ?? '', url), { headers: { authorization } });
  const read = async (answer: Response) => readReceipt(new Uint8Array(await answer.arrayBuffer()));

  it('takes at once, asks for patience, then gives the same receipt each time', async () => {
    const posted = await post();
    expect(posted.status).toBe(202);
    const receipt = posted.headers.get('location');
    const early = await ask(receipt);
    expect([early.status, early.headers.get('retry-after')]).toEqual([202, '1']);
    const ready = { receipt: { messageUuid: uuid, accepted: true } };
    expect(await read(await ask(receipt))).toMatchObject(ready);
    expect(await read(await ask(receipt))).toMatchObject(ready);
    expect(await target.calls()).toMatchObject([{ step: 'post', key: 'k', uuid }, { step: 'receipt' }, {}, {}]);
    expect(await target.held()).toMatchObject([{ uuid, message: xml }]);
  });

  it('refuses when the receipt is fetched, and plays wrong receipts there', async () => {
    await target.behave([{ kind: 'refuse', findings: [{ id: 'no' }] }]);
    const receipt = (await post()).headers.get('location');
    await ask(receipt);
    await target.behave([{ kind: 'wrong-receipt' }]);
    expect(await read(await ask(receipt))).not.toMatchObject({ receipt: { messageUuid: uuid } });
    expect(await read(await ask(receipt))).toMatchObject({ receipt: { refused: true, findings: [{ id: 'no' }] } });
    expect((await ask('/quittungen/unknown')).status).toBe(404);
    expect((await fetch(url)).status).toBe(401);
    expect(await target.held()).toEqual([]);
  });
});

describe('a procedure that fetches from a folder', () => {
  let folder: string;
  beforeEach(async () => {
    target = await startFolder();
    folder = String(target.options.folder);
  });
  const put = (name = 'k') => {
    writeFileSync(join(folder, `${name}.xml`), xml);
    writeFileSync(
      join(folder, `${name}.xml.sha512`),
      `${createHash('sha512').update(xml).digest('hex')}  ${name}.xml\n`,
    );
  };
  const receipt = () => readReceipt(readFileSync(join(folder, 'k.quittung.xml')));

  it('takes what is complete when it works, and puts its receipt there', async () => {
    put();
    writeFileSync(join(folder, 'half.xml'), '<a');
    await target.work?.();
    expect(readdirSync(folder).sort()).toEqual(['half.xml', 'k.quittung.xml']);
    expect(await receipt()).toMatchObject({ receipt: { messageUuid: uuid, accepted: true } });
    expect(await target.held()).toMatchObject([{ uuid, message: xml }]);
  });

  it.each([
    [{ kind: 'unavailable' }, ['k.xml', 'k.xml.sha512'], 0],
    [{ kind: 'no-receipt' }, [], 1],
    [{ kind: 'accept-then-lose' }, [], 0],
  ] as const)('%j leaves %j', async (behaviour, left, count) => {
    put();
    await target.behave([behaviour]);
    await target.work?.();
    expect(readdirSync(folder).sort()).toEqual(left);
    expect(await target.held()).toHaveLength(count);
  });

  it('refuses, lies and repeats itself', async () => {
    put();
    await target.behave([
      { kind: 'refuse' },
      { kind: 'wrong-receipt' },
      { kind: 'garbage' },
      { kind: 'duplicate-receipt' },
    ]);
    await target.work?.();
    expect(await receipt()).toMatchObject({ receipt: { refused: true, findings: [{ id: 'refused' }] } });
    put();
    await target.work?.();
    expect(await receipt()).not.toMatchObject({ receipt: { messageUuid: uuid } });
    put();
    await target.work?.();
    expect((await receipt()).kind).toBe('unreadable');
    put();
    await target.work?.();
    const given = readFileSync(join(folder, 'k.quittung.xml'));
    writeFileSync(join(folder, 'k.quittung.xml'), '');
    await target.work?.();
    expect(readFileSync(join(folder, 'k.quittung.xml'))).toEqual(given);
  });

  it('takes its temporary folder with it', async () => {
    await target.close();
    expect(existsSync(folder)).toBe(false);
  });
});
