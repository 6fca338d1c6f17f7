import { z } from 'zod';
import type { DataRule } from './data-schema.ts';

/** Values that the data of several services share. What a text may contain is the message's business, not repeated here. */

/** A German postal code: five digits; 00xxx is not used. */
export const germanPostalCode = z
  .string()
  .refine((text) => /^(?!00)\d{5}$/.test(text), { params: { rule: 'postal-code' } })
  .describe('Postleitzahl, five digits');

/** A date of which the day, or day and month, may be unknown; `unknown` when nothing is known. */
export const partialDate = z
  .string()
  .describe('YYYY-MM-DD, or YYYY-MM or YYYY where the rest is not known, or "unknown"');

export const calendarDate = z.string().describe('Date of the calendar, YYYY-MM-DD');

/** A day, or a month or year where the rest is unknown, that has come already. */
export function notInFuture(at: string): DataRule {
  return {
    at,
    rule: 'date-in-future',
    holds: (date, { today }) => !/^\d{4}/.test(date) || date <= today.slice(0, date.length),
  };
}

/** The longest human life on record is 122 years; an earlier date of birth is a slip of the keyboard. */
const oldestBirth = '1900';

/** A date of birth lies neither in the future nor before any living person's birth. */
export function birthDateRules(at: string): DataRule[] {
  return [
    notInFuture(at),
    {
      at,
      rule: 'date-too-old',
      params: { expected: oldestBirth },
      holds: (date) => !/^\d{4}/.test(date) || date >= oldestBirth,
    },
  ];
}
