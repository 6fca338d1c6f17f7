import { z } from 'zod';
import { suggest } from '../nearest.ts';
import dvdv from './data/dvdv-prefixes.json' with { type: 'json' };

/*
 * The kinds of members that a network file is made of. The message of every rule says what would be right; what is
 * wrong is told from the value itself (see explain-issues.ts), so the two never contradict each other.
 */

/** A mapping with exactly these members: an unknown one is a typing error more often than an idea. */
export function mapping<S extends z.core.$ZodLooseShape>(shape: S) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => suggest(key, known)).join(' ')
        : `a mapping with ${known.join(', ')}`,
  });
}

export function list<T extends z.ZodType>(item: T, what: string) {
  return z.array(item, { error: `a list of ${what}` });
}

export function text(what: string) {
  return z.string({ error: what }).trim().min(1, { error: what });
}

export function pattern(shape: RegExp, what: string) {
  return z.string({ error: what }).regex(shape, { error: what, abort: true });
}

export function wholeNumber(min: number, max: number) {
  const what = `a whole number from ${min} to ${max}`;
  return z.int({ error: what }).min(min, { error: what }).max(max, { error: what });
}

export const id = pattern(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and hyphens, like leer-meldewesen');

/** YAML reads bare digits as a number and drops the leading zero: hence the word about quotes. */
export const ars = pattern(/^\d{12}$/, 'the 12 digits of an ARS in quotes, like "034570013013"');

/** One or several; parsed, always a list. */
export function listOrOne<T extends z.ZodType<string>>(item: T, what: string) {
  return z
    .union([item, z.array(item).min(1)], { error: `${what}, or a list of them` })
    .transform((given) => (typeof given === 'string' ? [given] : given));
}

/** A day of the calendar; YAML 1.2 reads it as text, with quotes or without. */
export const day = z.iso.date({ error: 'a day of the calendar, like 2027-01-01' });

/** A minute of the clock in Berlin. */
export const berlinTime = z.iso.datetime({
  local: true,
  precision: -1,
  error: 'day and time in Germany, like 2027-09-24T18:00',
});

/** An address that people are sent to: https only, so that nobody between can change where it leads. */
export const webAddress = z
  .string({ error: httpsAddress() })
  .refine((text) => URL.canParse(text) && isPlainHttps(new URL(text)), { error: httpsAddress() });

function httpsAddress(): string {
  return 'an https address without a password in it, like https://kfz.landkreis.example/';
}

function isPlainHttps({ protocol, username, password }: URL): boolean {
  return protocol === 'https:' && username === '' && password === '';
}

/** Standard, version and number, as in `xmeld/26.11/1700`. */
export const messageId = pattern(
  /^[a-z0-9-]+\/[a-z0-9.-]+\/[A-Za-z0-9.-]+$/,
  'standard/version/number, like xmeld/26.11/1700',
);

const prefixes = Object.keys(dvdv.prefixes);
const prefixOf = (kennung: unknown) => String(kennung).replace(/:.*/, '');

/** The key of an authority or portal in the DVDV: prefix of code list dvdv.praefix version 51, colon, id (XÖV datatypeC). */
export const kennung = pattern(/^[^:\s]+:\S+$/, 'DVDV prefix, colon, id, in quotes, like "ags:03457013"').refine(
  (value) => prefixes.includes(prefixOf(value)),
  { error: ({ input }) => `a prefix of the DVDV list; ${suggest(prefixOf(input), prefixes)}` },
);

const unitMilliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A span of time, written `30s`, parsed to milliseconds. */
export const duration = pattern(
  /^[1-9]\d{0,8}(ms|s|m|h|d)$/,
  'a number with its unit ms, s, m, h or d, like 30s',
).transform((written) => Number.parseInt(written, 10) * (unitMilliseconds[written.replace(/^\d+/, '')] ?? Number.NaN));

export const address = mapping({
  street: text('the name of the street').describe('Street without house number.'),
  houseNumber: text('the house number in quotes, like "12a"').describe('House number with its letter, in quotes.'),
  postalCode: pattern(/^\d{5}$/, 'five digits in quotes, like "26789"').describe('Postal code (PLZ), in quotes.'),
  city: text('the name of the town').describe('Town as in the postal address.'),
});
