import { expect, test } from 'vitest';
import { ars, duration, id, kennung, mapping, messageId } from './fields.ts';

test.each([
  ['250ms', 250],
  ['30s', 30_000],
  ['5m', 300_000],
  ['72h', 259_200_000],
  ['2d', 172_800_000],
])('%s is %i milliseconds', (written, milliseconds) => {
  expect(duration.parse(written)).toBe(milliseconds);
});

test.each(['30', 's', '1.5h', '-1s', '0s', '1 h', 30])('%j is no duration', (written) => {
  expect(duration.safeParse(written).error?.issues[0]?.message).toContain('like 30s');
});

test('a key needs a prefix of the DVDV list', () => {
  expect(kennung.safeParse('ags:03457013').success).toBe(true);
  expect(kennung.safeParse('MELDID:03457013').success).toBe(true);
  expect(kennung.safeParse('töj:1').success).toBe(true);
  expect(kennung.safeParse('mpb:1').error?.issues[0]?.message).toMatch(/^a prefix of the DVDV list; /);
  expect(kennung.safeParse('constructor:1').success).toBe(false);
  expect(kennung.safeParse('03457013').error?.issues).toHaveLength(1);
});

test('ids, message ids and ARS have their shapes', () => {
  expect(id.safeParse('leer-meldewesen').success).toBe(true);
  expect(id.safeParse('Leer').success).toBe(false);
  expect(messageId.safeParse('xmeld/26.11/1700').success).toBe(true);
  expect(messageId.safeParse('xmeld/1700').success).toBe(false);
  expect(ars.safeParse(34570013013).error?.issues[0]?.message).toContain('in quotes');
});

test('an unknown member is answered with the nearest known one', () => {
  const { error } = mapping({ adapter: id.optional(), name: id.optional() }).safeParse({ adaptor: 'x' });
  expect(error?.issues[0]?.message).toBe('did you mean "adapter"?');
});
