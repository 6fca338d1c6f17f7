import type { CaseResult, Report } from './report.ts';

/** The report as JUnit XML, in English: what build servers and test managers read. */
export function writeJunit({ adapter, target, date, cases }: Report): string {
  const suite = `${adapter.id} ${adapter.version}`;
  const failed = cases.filter(isFailure).length;
  const skipped = cases.filter((each) => each.state !== 'passed' && !isFailure(each)).length;
  const seconds = inSeconds(cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
  const counts = `tests="${cases.length}" failures="${failed}" errors="0" skipped="${skipped}" time="${seconds}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="zustellwerk conformance" tests="${cases.length}" failures="${failed}" errors="0" time="${seconds}">
  <testsuite name="${escapeXml(suite)}" ${counts} timestamp="${date.slice(0, 19)}" hostname="localhost">
    <properties>
      <property name="target" value="${escapeXml(target)}"/>
    </properties>
${cases.map((each) => writeCase(each, adapter.id)).join('\n')}
  </testsuite>
</testsuites>
`;
}

function writeCase(result: CaseResult, suite: string): string {
  const { name, milliseconds, state, text, title } = result;
  const attributes = `name="${name}" classname="${escapeXml(suite)}" time="${inSeconds(milliseconds)}"`;
  if (state === 'passed') return `    <testcase ${attributes}/>`;
  const said = escapeXml(text?.en ?? title.en);
  const inner = isFailure(result)
    ? `<failure message="${said}" type="${state}">${said}</failure>`
    : `<skipped message="${said}"/>`;
  return `    <testcase ${attributes}>${inner}</testcase>`;
}

/** A case of a higher level that is not passed leaves the adapter at its level; it does not make it wrong. */
function isFailure({ state, level }: CaseResult): boolean {
  return level === 'basic' && (state === 'failed' || state === 'blocked');
}

function inSeconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}

/** Control characters have no place in XML, escaped or not. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;')
    .replaceAll(/\p{Cc}/gu, '');
}
