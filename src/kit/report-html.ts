import { html, raw } from 'hono/html';
import type { Bilingual } from '../delivery/exchange.ts';
import { levels } from './level.ts';
import type { CaseResult, CaseState, Report } from './report.ts';

/** The report as one HTML file, German with a switch to English, that can be handed to a vendor. */
export function writeHtml(report: Report): string {
  const { adapter, target, vendorSystem, date, zustellwerk, cases, level, missing } = report;
  const title = `${adapter.id} ${adapter.version}`;
  const passed = cases.filter(({ state }) => state === 'passed').length;
  const day = date.slice(0, 16).replace('T', ' ');
  return `${html`<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Zustellwerk</title>
<style>${raw(style)}</style>
</head>
<body>
<input type="radio" name="language" id="de" checked><label for="de">Deutsch</label>
<input type="radio" name="language" id="en"><label for="en">English</label>
<main>
<h1>${both({ de: `Prüfbericht ${title}`, en: `Conformance report ${title}` })}</h1>
<p class="level">${both({ de: 'Stufe', en: 'Level' })}: <strong>${level === 'none' ? both({ de: 'keine', en: 'none' }) : level}</strong>
 · ${passed} ${both({ de: 'von', en: 'of' })} ${cases.length} ${both({ de: 'Fällen bestanden', en: 'cases passed' })}</p>
<p>${levels.map((each) => html`<span class="step${reached(level, each)}">${each}</span> `)}</p>
<table class="facts">
<tr><th>${both({ de: 'Ziel', en: 'Target' })}</th><td>${vendorSystem ?? target}</td></tr>
<tr><th>${both({ de: 'Zeitpunkt', en: 'Time' })}</th><td>${day} UTC</td></tr>
<tr><th>Zustellwerk</th><td>${zustellwerk}</td></tr>
</table>
${missing.length > 0 ? html`<h2>${both(headingOf(level))}</h2><ul>${missing.map((each) => html`<li>${both(each)}</li>`)}</ul>` : ''}
<h2>${both({ de: 'Fälle', en: 'Cases' })}</h2>
<table>
<thead><tr><th>${both({ de: 'Fall', en: 'Case' })}</th><th>${both({ de: 'Stufe', en: 'Level' })}</th><th>${both({ de: 'Ergebnis', en: 'Result' })}</th><th>ms</th></tr></thead>
<tbody>
${cases.map(row)}
</tbody>
</table>
</main>
</body>
</html>
`}`;
}

function row({ name, title, level, state, text, milliseconds }: CaseResult) {
  return html`<tr class="${state}"><td><strong>${both(title)}</strong><br><code>${name}</code>${text ? html`<br>${both(text)}` : ''}</td><td>${level}</td><td>${both(states[state])}</td><td>${milliseconds}</td></tr>
`;
}

function both({ de, en }: Bilingual) {
  return html`<span lang="de">${de}</span><span lang="en">${en}</span>`;
}

function reached(level: Report['level'], step: (typeof levels)[number]): string {
  return level !== 'none' && levels.indexOf(step) <= levels.indexOf(level) ? ' reached' : '';
}

function headingOf(level: Report['level']): Bilingual {
  return level === 'none'
    ? { de: 'Was nicht stimmt', en: 'What is wrong' }
    : { de: 'Was zur nächsten Stufe fehlt', en: 'What the next level lacks' };
}

const states: Readonly<Record<CaseState, Bilingual>> = {
  passed: { de: 'bestanden', en: 'passed' },
  failed: { de: 'nicht bestanden', en: 'failed' },
  skipped: { de: 'ausgelassen', en: 'skipped' },
  'not-applicable': { de: 'nicht anwendbar', en: 'not applicable' },
  blocked: { de: 'nicht geprüft', en: 'not tried' },
};

const style = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
#de:checked ~ main [lang=en], #en:checked ~ main [lang=de] { display: none; }
input[type=radio] { margin-left: 1rem; }
h1 { line-height: 1.2; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #ccc; }
td:last-child, th:last-child { text-align: right; }
.facts { width: auto; } .facts td { text-align: left; }
code { color: #555; }
.step { border: 1px solid #999; border-radius: 1rem; padding: .1rem .8rem; color: #666; }
.step.reached { background: #14532d; border-color: #14532d; color: #fff; }
tr.passed td:nth-child(3) { color: #14532d; } tr.failed td:nth-child(3) { color: #991b1b; font-weight: bold; }
tr.blocked td:nth-child(3) { color: #991b1b; } tr.skipped td:nth-child(3), tr.not-applicable td:nth-child(3) { color: #555; }
@media print { input, label { display: none; } }
`;
