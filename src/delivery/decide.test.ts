import { describe, expect, it } from 'vitest';
import { decide, pauseAfter } from './decide.ts';
import type { Outcome } from './outcome.ts';

const policy = { attempts: 5, firstPause: 1_000, longestPause: 10_000, recognisesDuplicates: true, looksUp: false };
const now = new Date('2026-11-25T10:00:00Z');
const circumstances = { attempt: 1, giveUpAt: new Date('2026-11-28T10:00:00Z'), now, random: 1 };
const later: Outcome = { kind: 'later', answer: 'HTTP 503' };
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

describe('what follows from an outcome', () => {
  it.each([
    [{ kind: 'delivered', receipt: new Uint8Array(), answer: '' } as const, 'delivered'],
    [{ kind: 'handed-over', answer: '' } as const, 'handed-over'],
    [{ kind: 'rejected', findings: [], answer: '' } as const, 'rejected'],
  ])('%j settles it', (outcome, state) =>
    expect(decide(outcome, policy, circumstances)).toEqual({ state, submissionState: state }),
  );

  it('tries again later, not before the procedure says', () => {
    expect(decide(later, policy, circumstances)).toEqual({
      state: 'waiting',
      submissionState: 'in-delivery',
      dueAt: inSeconds(1),
    });
    expect(decide({ ...later, notBefore: inSeconds(60) }, policy, circumstances)).toMatchObject({
      dueAt: inSeconds(60),
    });
    expect(decide({ ...later, notBefore: inSeconds(-60) }, policy, circumstances)).toMatchObject({
      dueAt: inSeconds(1),
    });
  });

  it('gives it to a person when attempts or age are used up', () => {
    expect(decide(later, policy, { ...circumstances, attempt: 4 })).toMatchObject({ state: 'waiting' });
    expect(decide(later, policy, { ...circumstances, attempt: 5 })).toEqual({
      state: 'parked',
      submissionState: 'parked',
    });
    expect(decide(later, policy, { ...circumstances, giveUpAt: inSeconds(0.5) })).toMatchObject({ state: 'parked' });
    expect(decide({ ...later, notBefore: new Date('2027-01-01') }, policy, circumstances)).toMatchObject({
      state: 'parked',
    });
  });

  it('repeats the unknown only where the procedure recognises what it has', () => {
    const unknown: Outcome = { kind: 'unknown', answer: 'connection cut' };
    expect(decide(unknown, policy, circumstances)).toMatchObject({ state: 'waiting' });
    expect(decide(unknown, { ...policy, recognisesDuplicates: false }, circumstances)).toMatchObject({
      state: 'parked',
    });
  });

  it('asks about the unknown where the procedure can be asked, once more than it tries', () => {
    const unknown: Outcome = { kind: 'unknown', answer: 'connection cut' };
    const asking = { ...policy, recognisesDuplicates: false, looksUp: true };
    expect(decide(unknown, asking, { ...circumstances, attempt: 5 })).toMatchObject({ state: 'waiting' });
    expect(decide(unknown, asking, { ...circumstances, attempt: 6 })).toMatchObject({ state: 'parked' });
    expect(decide(later, asking, { ...circumstances, attempt: 5 })).toMatchObject({ state: 'parked' });
  });
});

it('pauses double up to the longest, with jitter in their second half', () => {
  expect([1, 2, 3, 4, 5, 60].map((attempt) => pauseAfter(attempt, policy, 1))).toEqual([
    1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
  ]);
  expect([1, 2, 60].map((attempt) => pauseAfter(attempt, policy, 0))).toEqual([500, 1_000, 5_000]);
});
