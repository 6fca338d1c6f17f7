import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HttpTarget, startTarget } from '../testing/http-target.ts';
import { checkAddress } from './check-address.ts';

let target: HttpTarget;
beforeAll(async () => {
  target = await startTarget();
  target.answer(({ headers }) => ({ status: headers.authorization === 'Bearer right' ? 405 : 401 }));
});
afterAll(() => target[Symbol.asyncDispose]());

const check = (login: object, url = target.url) =>
  checkAddress({ url, allowInsecure: false, ...login }, AbortSignal.timeout(10_000));

it('finds nothing where the address answers and takes the login, and hands nothing over', async () => {
  expect(await check({ token: 'right' })).toEqual([]);
  expect(target.seen()).toEqual(['GET /']);
});

it.each([
  [{ token: 'wrong' }, 'token'],
  [{ user: 'a', password: 'wrong' }, 'password'],
])('names what is refused: %j', async (login, option) => {
  expect(await check(login)).toEqual([{ option: [option], problem: 'HTTP 401', remedy: expect.any(String) }]);
});

it('does not mind a 401 where no login is set: what is wanted is not known', async () => {
  expect(await check({})).toEqual([]);
});

it.each(['http://127.0.0.1:1/', 'http://192.0.2.1/'])('says that %s cannot be reached', async (url) => {
  expect(await check({}, url)).toMatchObject([{ option: ['url'], problem: expect.any(String) }]);
});
