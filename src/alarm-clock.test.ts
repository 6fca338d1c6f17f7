import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAlarmClock } from './alarm-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Whether a wait is over by now. */
function watch(wait: Promise<void>): { readonly over: boolean } {
  const seen = { over: false };
  void wait.then(() => {
    seen.over = true;
  });
  return seen;
}

describe('an alarm clock', () => {
  it('ends its wait by itself', async () => {
    const seen = watch(createAlarmClock(500).wait());
    await vi.advanceTimersByTimeAsync(499);
    expect(seen.over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(seen.over).toBe(true);
  });

  it('ends the wait that is on when it rings, and leaves no timer behind', async () => {
    const clock = createAlarmClock(500);
    const seen = watch(clock.wait());
    clock.ring();
    await vi.advanceTimersByTimeAsync(0);
    expect(seen.over).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('remembers rings for one wait', async () => {
    const clock = createAlarmClock(500);
    clock.ring();
    clock.ring();
    await clock.wait();
    const seen = watch(clock.wait());
    await vi.advanceTimersByTimeAsync(499);
    expect(seen.over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(seen.over).toBe(true);
  });
});
