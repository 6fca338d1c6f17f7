import { html, raw } from 'hono/html';
import type { Block, Cell, ContractDocument } from './document.ts';

type Html = ReturnType<typeof html>;

/** The document as one self-contained page: no script, nothing to load, prints on A4. */
export async function renderHtml({ language, title, subtitle, blocks }: ContractDocument): Promise<string> {
  const page = await html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<header><h1>${title}</h1><p>${subtitle}</p></header>
<nav><ol>${headings(blocks)}</ol></nav>
<main>${blocks.map((block, index) => renderBlock(block, index))}</main>
</body>
</html>
`;
  return String(page);
}

function headings(blocks: readonly Block[]): Html[] {
  return blocks.flatMap((block, index) =>
    block.kind === 'heading' ? [html`<li><a href="#s${index}">${block.text}</a></li>`] : [],
  );
}

function renderBlock(block: Block, index: number): Html {
  switch (block.kind) {
    case 'heading':
      return html`<h2 id="s${index}">${block.text}</h2>\n`;
    case 'paragraph':
      return html`<p>${block.text}</p>\n`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>\n`;
    case 'table':
      return html`<table>
<thead><tr>${block.head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${block.rows.map((cells) => html`<tr>${cells.map((value) => html`<td${isShort(value) ? raw(' class="short"') : ''}>${renderCell(value)}</td>`)}</tr>\n`)}</tbody>
</table>\n`;
    case 'figure':
      return html`<figure>${raw(block.svg)}<figcaption>${block.caption}</figcaption></figure>\n`;
    case 'signatures':
      return html`<table class="signatures">
<thead><tr><th scope="col"></th>${block.labels.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${block.parties.map((party) => html`<tr><th scope="row">${party}</th>${block.labels.map(() => html`<td></td>`)}</tr>`)}</tbody>
</table>\n`;
  }
}

/** Long names may break after a slash or a dot, so that a table fits on a page. */
function renderCell(value: Cell): Html | string {
  if (typeof value === 'string') return value;
  const parts = value.code.split(/(?<=[/.:])/);
  return html`<code>${parts.map((part, index) => html`${index > 0 ? raw('<wbr>') : ''}${part}`)}</code>`;
}

/** Numbers, yes and no: they stay on one line. */
function isShort(value: Cell): boolean {
  return typeof value === 'string' && value.length <= 12;
}

const style = `
:root { --ink: #1b2430; --dim: #55606e; --line: #cfd6de; --shade: #f3f5f8; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 75rem; color: var(--ink); background: #fff;
  font: 15px/1.5 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid var(--ink); }
header p { color: var(--dim); margin: 0 0 1.5rem; }
nav ol { columns: 2; padding-left: 1.5rem; margin: 0; }
nav a { color: inherit; }
table { width: 100%; border-collapse: collapse; margin: .75rem 0; font-size: .87rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border: 1px solid var(--line); overflow-wrap: anywhere; }
th, td.short { white-space: nowrap; }
thead th { background: var(--shade); }
tbody tr:nth-child(even) td { background: #fafbfc; }
code { font: .95em ui-monospace, "Liberation Mono", Consolas, monospace; }
figure { margin: 1rem 0; } figure svg { max-width: 100%; height: auto; } figcaption { color: var(--dim); font-size: .87rem; }
.signatures td { height: 4.5rem; min-width: 10rem; }
@media print {
  @page { size: A4; margin: 18mm 15mm; }
  body { padding: 0; max-width: none; font-size: 10pt; }
  nav { display: none; } thead { display: table-header-group; } tr, figure { break-inside: avoid; } h2 { break-after: avoid; }
}
`;
