import { describe, expect, it } from 'vitest';
import { readXml, type XmlElement } from '../messages/xml-read.ts';
import { caseNames } from './case-names.ts';
import { cases } from './cases.ts';
import { findPersonal } from './find-personal.ts';
import { judgeLevel } from './level.ts';
import type { CaseResult, CaseState, Report } from './report.ts';
import { writeHtml } from './report-html.ts';
import { writeJunit } from './report-junit.ts';

const results = (change: Partial<Record<string, CaseState>> = {}): CaseResult[] =>
  cases.map(({ name, level, title }) => ({
    name,
    level,
    title,
    milliseconds: 12,
    state: change[name] ?? 'passed',
    ...(change[name] && { text: { de: 'Weil <es> so ist', en: 'because "it" is <so>\n\u0001' } }),
  }));
const adapter = { id: 'vendor', version: '1.2.3' };
const reportOf = (change: Partial<Record<string, CaseState>>, vendorRuns: Report[] = []): Report => ({
  adapter,
  target: 'simulated & small',
  date: '2026-11-25T10:15:30.123Z',
  zustellwerk: '0.1.0',
  cases: results(change),
  ...judgeLevel(results(change), adapter, vendorRuns),
});

describe('the cases', () => {
  it('have the names that are told, in that order, and each comes after those that it needs', () => {
    expect(cases.map(({ name }) => name)).toEqual(caseNames);
    for (const [index, { needs = [] }] of cases.entries()) {
      for (const each of needs) expect(caseNames.indexOf(each)).toBeLessThan(index);
    }
  });
});

describe('a level is computed', () => {
  const vendorRun: Report = { ...reportOf({}), vendorSystem: 'Muster-EWO 7, test system' };

  it.each([
    [{ 'cut-after': 'failed' }, [], 'none'],
    [{ 'cut-after': 'blocked' }, [], 'none'],
    [{ 'cut-after': 'skipped' }, [], 'basic'],
    [{ 'calls-recorded': 'failed' }, [], 'basic'],
    [{ 'duplicates-recognised': 'not-applicable', 'forged-receipt': 'skipped' }, [], 'reliable'],
    [{}, [], 'reliable'],
    [{}, [{ ...vendorRun, adapter: { ...adapter, version: '1.2.2' } }], 'reliable'],
    [{}, [reportOf({})], 'reliable'],
    [{ 'survives-load': 'failed' }, [vendorRun], 'reliable'],
    [{}, [vendorRun], 'proven'],
  ] as [Partial<Record<string, CaseState>>, Report[], string][])('%j with %j is %s', (change, runs, level) => {
    const report = reportOf(change, runs);
    expect(report.level).toBe(level);
    expect(report.missing.length === 0).toBe(level === 'proven');
  });
});

describe('a report', () => {
  const report = reportOf({ 'cut-after': 'failed', 'lookup-true': 'not-applicable', 'survives-load': 'failed' });

  it('as JUnit XML has its suite, a case each, and counts that are right', () => {
    const root = readXml(Buffer.from(writeJunit(report)));
    const [suite] = root.children as [XmlElement];
    const attributes = (element: XmlElement) => Object.fromEntries(element.attributes);
    expect([root.name, suite.name]).toEqual(['testsuites', 'testsuite']);
    expect(attributes(suite)).toMatchObject({
      name: 'vendor 1.2.3',
      tests: String(cases.length),
      failures: '1',
      errors: '0',
      skipped: '2',
      timestamp: '2026-11-25T10:15:30',
    });
    const found = suite.children.filter(({ name }) => name === 'testcase');
    expect(found.map((each) => attributes(each).name)).toEqual(caseNames);
    const [failure] = found.flatMap(({ children }) => children).filter(({ name }) => name === 'failure');
    expect(failure && attributes(failure).message).toBe('because "it" is <so>\n');
  });

  it('as HTML stands alone, speaks both languages and escapes what it quotes', () => {
    const page = writeHtml(report);
    expect(page).not.toMatch(/<script|<link|src=|https?:/);
    expect(page).toContain(
      '<span lang="de">Prüfbericht vendor 1.2.3</span><span lang="en">Conformance report vendor 1.2.3</span>',
    );
    expect(page).toContain('Weil &lt;es&gt; so ist');
    expect(page).toContain('simulated &amp; small');
  });
});

describe('personal data are found', () => {
  const words = ['Güldenstern-Kitprobe'];
  const [word = ''] = words;
  it.each([
    ['as they are', `sent ${word}`],
    ['in capitals', word.toUpperCase()],
    ['in parts of letters', word.normalize('NFD')],
    ['in a URL', `GET /?name=${encodeURIComponent(word)}`],
    ['in escaped JSON', 'G\\u00fcldenstern-Kitprobe'],
    ['in XML by numbers', 'G&#252;ldenstern-Kitprobe'],
    ['in base64', Buffer.from(`<a>${word}</a>`).toString('base64')],
    ['in base64 at another offset', Buffer.from(`<ab>${word}</a>`).toString('base64')],
  ])('%s', (_, text) => expect(findPersonal(text, words)).toEqual(words));

  it('and nothing else is', () => expect(findPersonal('HTTP 503 Güldenstern', words)).toEqual([]));
});
