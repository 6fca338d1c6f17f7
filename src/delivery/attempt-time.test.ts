import { once } from 'node:events';
import { expect, it } from 'vitest';
import { openAttemptTime } from './attempt-time.ts';

const mebibyte = 1024 * 1024;

it('is up after the timeout, and later for each whole MiB that there is to carry', async () => {
  using short = openAttemptTime(10);
  using small = openAttemptTime(10);
  using large = openAttemptTime(10);
  small.allowFor(mebibyte - 1);
  large.allowFor(30 * mebibyte);
  await Promise.all([once(short.signal, 'abort'), once(small.signal, 'abort')]);
  expect(short.signal.reason).toMatchObject({ name: 'TimeoutError' });
  expect(large.signal.aborted).toBe(false);
});
