import { describe, expect, it } from 'vitest';
import type { HttpResult } from './https.ts';
import { outcomeOf } from './https-outcome.ts';

describe('outcomeOf', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  const answered = (status: number, retryAfter?: string): HttpResult => ({
    kind: 'answer',
    status,
    headers: new Headers(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
    body: new Uint8Array(),
  });

  it.each([408, 425, 429, 500, 501, 502, 503, 504, 599])('%i is for later', (status) => {
    expect(outcomeOf(answered(status), now)).toEqual({ kind: 'later', answer: `HTTP ${status}` });
  });

  it.each([300, 301, 304, 308, 400, 401, 403, 404, 405, 409, 410, 413, 415, 421, 422, 451])('%i rejects', (status) => {
    const findings = [{ id: `http-${status}` }];
    expect(outcomeOf(answered(status, '5'), now)).toEqual({ kind: 'rejected', findings, answer: `HTTP ${status}` });
  });

  it.each([200, 201, 202, 204])('%i leaves it to the body', (status) => {
    expect(outcomeOf(answered(status), now)).toBeUndefined();
  });

  it.each([
    ['120', '2026-03-01T12:02:00.000Z'],
    ['0', '2026-03-01T12:00:00.000Z'],
    ['99999999999999999999', '2026-03-02T12:00:00.000Z'],
    ['Sun, 01 Mar 2026 13:00:00 GMT', '2026-03-01T13:00:00.000Z'],
    ['Sunday, 01-Mar-26 13:00:00 GMT', '2026-03-01T13:00:00.000Z'],
    ['Sun, 01 Mar 2020 13:00:00 GMT', '2026-03-01T12:00:00.000Z'],
    ['Sun, 01 Mar 2037 13:00:00 GMT', '2026-03-02T12:00:00.000Z'],
    ['-5', undefined],
    ['soon', undefined],
    ['x GMT', undefined],
    ['', undefined],
  ])('Retry-After "%s" means %s', (value, expected) => {
    const outcome = outcomeOf(answered(503, value), now);
    expect(outcome?.kind === 'later' ? outcome.notBefore?.toISOString() : outcome).toBe(expected);
  });
});
