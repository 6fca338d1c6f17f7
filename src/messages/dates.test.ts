import { expect, it } from 'vitest';
import { berlinDateTime, berlinDay, isCalendarDate } from './dates.ts';

it.each([
  ['2026-11-25T09:15:30.123Z', '2026-11-25T10:15:30.123+01:00'],
  ['2026-07-01T22:30:00.000Z', '2026-07-02T00:30:00.000+02:00'],
  ['2026-10-25T00:30:00.000Z', '2026-10-25T02:30:00.000+02:00'],
  ['2026-10-25T01:30:00.000Z', '2026-10-25T02:30:00.000+01:00'],
  ['2025-12-31T23:00:00.005Z', '2026-01-01T00:00:00.005+01:00'],
])('%s is %s in Berlin', (utc, berlin) => {
  expect(berlinDateTime(new Date(utc))).toBe(berlin);
  expect(new Date(berlin).toISOString()).toBe(utc);
  expect(berlinDay(new Date(utc))).toBe(berlin.slice(0, 10));
});

it.each(['2024-02-29', '0001-01-01', '9999-12-31'])('%s is in the calendar', (text) =>
  expect(isCalendarDate(text)).toBe(true),
);
it.each(['2023-02-29', '2023-13-01', '2023-00-10', '0000-01-01', '2023-1-1', '20230101', '2023-01-01Z', ''])(
  '%s is not',
  (text) => expect(isCalendarDate(text)).toBe(false),
);
