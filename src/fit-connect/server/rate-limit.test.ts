import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { limitRate } from './rate-limit.ts';

it('answers 429 with an empty body when a caller has used up its minute, and nobody else', async () => {
  let seconds = 1_800_000_030;
  const app = new Hono();
  app.use(
    limitRate(
      (c) => c.req.header('caller') ?? '',
      2,
      () => new Date(seconds * 1000),
    ),
  );
  app.get('/', (c) => c.text('served'));
  const ask = async (caller: string) => {
    const answer = await app.request('/', { headers: { caller } });
    const { headers } = answer;
    return [answer.status, await answer.text(), headers.get('ratelimit-remaining'), headers.get('ratelimit-reset')];
  };
  expect(await ask('one')).toEqual([200, 'served', '1', '30']);
  expect(await ask('one')).toEqual([200, 'served', '0', '30']);
  seconds += 10;
  expect(await ask('one')).toEqual([429, '', '0', '20']);
  expect(await ask('other')).toEqual([200, 'served', '1', '20']);
  seconds += 20;
  expect(await ask('one')).toEqual([200, 'served', '1', '60']);
});
