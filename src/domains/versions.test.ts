import { describe, expect, it } from 'vitest';
import { alsoAs, inVersion } from '../testing/next-version.ts';
import { findAct } from './index.ts';
import { meldebescheinigung1700 } from './meldewesen/xmeld-1700.ts';
import { chooseMessage, validityOn } from './versions.ts';

const old = inVersion(meldebescheinigung1700, { version: '26.05', validFrom: '2026-05-01', validUntil: '2026-10-31' });
const next = inVersion(meldebescheinigung1700, { version: '27.05', validFrom: '2027-05-01' });
const known = findAct('meldebescheinigung', 'apply');
if (!known) throw new Error('The act is missing.');
const act = alsoAs(known, [next, old]);
const strict = { overlapDays: 0, earlyDays: 0 };
const all = ['xmeld/26.05/1700', 'xmeld/26.11/1700', 'xmeld/27.05/1700'];

describe('the newest version that both know', () => {
  it.each([
    ['2026-10-31', '26.05', strict],
    ['2026-11-01', '26.11', strict],
    ['2027-04-30', '26.11', strict],
    ['2027-05-01', '27.05', strict],
    ['2027-04-17', '27.05', { overlapDays: 0, earlyDays: 14 }],
    ['2027-04-16', '26.11', { overlapDays: 0, earlyDays: 14 }],
  ])('is on %s %s', (day, version, rules) => {
    expect(chooseMessage(act, all, day, rules)?.message.definition.standard.version).toBe(version);
  });

  it('is an older one where the destination does not take the newest', () => {
    expect(chooseMessage(act, all.slice(0, 2), '2027-06-01', strict)).toMatchObject({
      message: { definition: { id: 'xmeld/26.11/1700' } },
      common: ['xmeld/26.11/1700', 'xmeld/26.05/1700'],
      why: 'The newest that both know and that may be used on 2027-06-01; xmeld/26.05/1700 ended on 2026-10-31.',
    });
  });

  it('says which others there are and why not they', () => {
    expect(chooseMessage(act, all, '2026-11-05', { overlapDays: 10, earlyDays: 0 })?.why).toBe(
      'The newest that both know and that may be used on 2026-11-05; xmeld/27.05/1700 is not valid before 2027-05-01, xmeld/26.05/1700 is older.',
    );
  });

  it('is none where the only common one ended, but for an overlap', () => {
    const [only] = all;
    expect(chooseMessage(act, [only ?? ''], '2026-11-10', strict)).toBeUndefined();
    expect(chooseMessage(act, [only ?? ''], '2026-11-10', { overlapDays: 10, earlyDays: 0 })).toBeDefined();
    expect(validityOn(old.definition.standard, '2026-11-11', { overlapDays: 10, earlyDays: 0 })).toBe('ended');
  });
});
