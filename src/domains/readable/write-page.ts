import { html, raw } from 'hono/html';
import type { ReadableLine } from '../../messages/readable.ts';

/** What stands above the lines. */
export interface PageHead {
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
}

/** A message as one page to read and print: no script, nothing to load. */
export async function writePage({ title, facts }: PageHead, lines: readonly ReadableLine[]): Promise<string> {
  const page = await html`<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<h1>${title}</h1>
<table class="facts"><tbody>${facts.map(([label, value]) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>\n`)}</tbody></table>
<table><tbody>${lines.map(writeLine)}</tbody></table>
</body>
</html>
`;
  return String(page);
}

function writeLine({ depth, label, value, note }: ReadableLine) {
  const level = Math.min(depth, 6);
  const title = note === undefined ? '' : html` title="${note}"`;
  if (value === undefined)
    return html`<tr><th colspan="2" scope="rowgroup" class="group d${level}"${title}>${label}</th></tr>\n`;
  return html`<tr><th scope="row" class="d${level}"${title}>${label}</th><td>${value}</td></tr>\n`;
}

const style = `
body { margin: 0 auto; padding: 1.5rem; max-width: 60rem; color: #1b2430; font: 15px/1.45 system-ui, "Segoe UI", Arial, sans-serif; }
h1 { font-size: 1.5rem; }
table { width: 100%; border-collapse: collapse; margin-bottom: 1.5rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border: 1px solid #cfd6de; overflow-wrap: anywhere; }
th { width: 40%; font-weight: 400; color: #55606e; }
td { white-space: pre-wrap; }
th.group { background: #f3f5f8; color: inherit; font-weight: 600; }
${[1, 2, 3, 4, 5, 6].map((depth) => `th.d${depth} { padding-left: ${0.5 + depth}rem; }`).join('\n')}
@media print { @page { size: A4; margin: 18mm; } body { padding: 0; font-size: 10pt; } tr { break-inside: avoid; } }
`;
