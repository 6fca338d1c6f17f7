import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Behaviour } from './behaviour.ts';
import { type HttpTarget, startHttpTarget } from './http-target.ts';

/** Takes words by number, as a vendor might. */
let held: { uuid: string; message: Buffer }[];
let target: HttpTarget;

beforeEach(async () => {
  held = [];
  target = await startHttpTarget({
    name: 'words',
    options: (url) => ({ url }),
    held: () => held,
    forget: () => held.pop(),
    steps: [
      { name: 'reserve', method: 'POST', path: '/words', answer: () => ({ status: 201, body: '1' }) },
      {
        name: 'put',
        method: 'PUT',
        path: '/words/:number',
        describe: ({ params, body }) => ({ uuid: params.number ?? '', message: body }),
        answer: ({ params, body }, { kind }) => {
          if (kind === 'refuse') return { status: 422, body: 'no' };
          held.push({ uuid: params.number ?? '', message: body });
          return { status: 200, headers: { 'x-kind': kind }, body: `receipt of ${params.number}` };
        },
      },
    ],
  });
});
afterEach(() => target.close());

const put = (path = '/words/7') => fetch(target.url + path, { method: 'PUT', body: 'word' });
const reserve = () => fetch(`${target.url}/words`, { method: 'POST' });

describe('a simulated interface', () => {
  it('answers, and tells what it saw and has', async () => {
    expect((await reserve()).status).toBe(201);
    expect(await (await put()).text()).toBe('receipt of 7');
    expect(target.calls()).toEqual([
      { step: 'reserve', behaviour: 'take' },
      { step: 'put', behaviour: 'take', uuid: '7', message: Buffer.from('word') },
    ]);
    expect(target.held()).toEqual([{ uuid: '7', message: Buffer.from('word') }]);
    expect((await put('/elsewhere')).status).toBe(404);
  });

  it('is unavailable, and crashes, and has taken nothing', async () => {
    target.behave([{ kind: 'unavailable', retryAfter: 30 }, { kind: 'unavailable' }, { kind: 'crash' }]);
    const answers = [await put(), await put(), await put()];
    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [503, '30'],
      [503, null],
      [500, null],
    ]);
    expect(held).toEqual([]);
  });

  it.each([
    [{ kind: 'cut', when: 'before' }, 0],
    [{ kind: 'cut', when: 'after' }, 1],
    [{ kind: 'cut', when: 'during' }, 1],
    [{ kind: 'accept-then-lose' }, 0],
  ] as [Behaviour, number][])('%j ends the connection and has %i', async (behaviour, count) => {
    target.behave([behaviour]);
    await expect(put().then((answer) => answer.text())).rejects.toThrow();
    expect(held).toHaveLength(count);
    expect((await put()).status).toBe(200);
  });

  it.each([
    [{ kind: 'no-receipt' }, ''],
    [{ kind: 'garbage' }, expect.stringContaining('<html>')],
    [{ kind: 'wrong-receipt' }, 'receipt of 7'],
  ] as [Behaviour, string][])('%j is asked of the interface, or played for it', async (behaviour, body) => {
    target.behave([behaviour]);
    const answer = await put();
    expect([answer.status, await answer.text()]).toEqual([200, body]);
    expect(held).toHaveLength(1);
  });

  it('plays to the step that is named, as often as is said', async () => {
    target.behave([{ kind: 'unavailable', step: 'reserve', times: 2 }]);
    expect((await put()).status).toBe(200);
    expect([(await reserve()).status, (await reserve()).status, (await reserve()).status]).toEqual([503, 503, 201]);
  });

  it('does not take what nobody waits for any more, and closes at once', async () => {
    target.behave([{ kind: 'slow', ms: 3_600_000, times: 2 }]);
    const signal = AbortSignal.timeout(100);
    await expect(fetch(`${target.url}/words/7`, { method: 'PUT', body: 'word', signal })).rejects.toThrow();
    const waiting = put().catch(() => 'cut');
    await target.close();
    expect(await waiting).toBe('cut');
    expect(held).toEqual([]);
  });
});
