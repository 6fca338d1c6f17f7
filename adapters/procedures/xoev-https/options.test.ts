import { expect, it } from 'vitest';
import { options } from './options.ts';

const vendor = 'https://verfahren.example/nachrichten';

it.each([
  [{}, 'url'],
  [{ url: 'verfahren.example' }, 'url'],
  [{ url: 'ftp://verfahren.example' }, 'url'],
  [{ url: 'http://verfahren.example' }, 'url'],
  [{ url: 'https://user:geheim@verfahren.example' }, 'url'],
  [{ url: vendor, token: 'zwei Worte' }, 'token'],
  [{ url: vendor, token: 'a', user: 'b', password: 'c' }, 'token'],
  [{ url: vendor, user: 'b' }, 'password'],
  [{ url: vendor, password: 'c' }, 'password'],
  [{ url: vendor, user: 'a:b', password: 'c' }, 'user'],
  [{ url: vendor, tokn: 'a' }, undefined],
])('%j has a fault at %s', (given, member) => {
  const { error } = options.safeParse(given);
  expect(error?.issues.map(({ path }) => path[0])).toEqual([member]);
  expect(JSON.stringify(error?.issues)).not.toContain('geheim');
});

it.each([{ url: vendor }, { url: 'http://127.0.0.1:1/' }, { url: 'http://10.0.0.1/', allowInsecure: true }])(
  '%j is right',
  (given) => {
    expect(options.safeParse(given).success).toBe(true);
  },
);
