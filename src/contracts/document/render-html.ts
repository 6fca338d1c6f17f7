import { html, raw } from 'hono/html';
import type { Block, Cell, ContractDocument, TreeRow } from './blocks.ts';

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
    case 'subheading':
      return html`<h3${anchor(block.anchor)}>${block.text}</h3>\n`;
    case 'paragraph':
      return html`<p>${block.text}</p>\n`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>\n`;
    case 'table':
      return html`<table>
<thead><tr>${headCells(block.head)}</tr></thead>
<tbody>${block.rows.map((cells) => html`<tr>${bodyCells(cells)}</tr>\n`)}</tbody>
</table>\n`;
    case 'tree':
      return html`<table class="tree">
<thead><tr>${headCells(block.head)}</tr></thead>
<tbody>${block.rows.map(treeRow)}</tbody>
</table>\n`;
    case 'codes':
      return html`<ul class="codes">${Object.entries(block.codes).map(([key, meaning]) => html`<li><code>${key}</code> ${meaning === key ? '' : meaning}</li>\n`)}</ul>\n`;
    case 'figure':
      return html`<figure>${raw(block.svg)}<figcaption>${block.caption}</figcaption></figure>\n`;
    case 'listing':
      return html`<pre>${block.text}</pre>\n`;
    case 'signatures':
      return html`<table class="signatures">
<thead><tr><th scope="col"></th>${headCells(block.labels)}</tr></thead>
<tbody>${block.parties.map((party) => html`<tr><th scope="row">${party}</th>${block.labels.map(() => html`<td></td>`)}</tr>`)}</tbody>
</table>\n`;
  }
}

/** The last step of the path, indented; the whole path where the pointer rests. */
function treeRow({ path, group, cells }: TreeRow): Html {
  const steps = path.split('/');
  const style = raw(` style="padding-left:${0.5 + 0.8 * (steps.length - 1)}rem"`);
  const name = breakable(steps.at(-1) ?? '');
  return html`<tr${group ? raw(' class="group"') : ''}><td title="${path}"${style}><code>${name}</code></td>${bodyCells(cells)}</tr>\n`;
}

function headCells(names: readonly string[]): Html[] {
  return names.map((name) => html`<th scope="col">${name}</th>`);
}

function bodyCells(cells: readonly Cell[]): Html[] {
  return cells.map((value) => html`<td${isShort(value) ? raw(' class="short"') : ''}>${renderCell(value)}</td>`);
}

function renderCell(value: Cell): Html | string {
  if (typeof value === 'string') return value;
  if ('remark' in value) return html`<small>${value.remark}</small>`;
  if ('code' in value) {
    const shown = html`<code${anchor(value.anchor)}>${breakable(value.code)}</code>`;
    return value.to === undefined ? shown : html`<a href="#${value.to}">${shown}</a>`;
  }
  return html`${value.map((line, index) => html`${index > 0 ? raw('<br>') : ''}${renderCell(line)}`)}`;
}

function anchor(name: string | undefined): Html | string {
  return name === undefined ? '' : html` id="${name}"`;
}

/** Long names may break after a slash or a dot, or before a capital, so that a table fits on a page. */
function breakable(text: string): Html {
  const parts = text.split(/(?<=[/.:_-])|(?<=[a-z])(?=[A-Z])/);
  return html`${parts.map((part, index) => html`${index > 0 ? raw('<wbr>') : ''}${part}`)}`;
}

/** Numbers, yes and no: they stay on one line. */
function isShort(value: Cell): boolean {
  return typeof value === 'string' && value.length <= 12;
}

const style = `
:root { --ink: #1b2430; --dim: #55606e; --line: #cfd6de; --shade: #f3f5f8; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 80rem; color: var(--ink); background: #fff;
  font: 15px/1.5 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid var(--ink); }
h3 { font-size: 1.02rem; margin: 1.5rem 0 .25rem; }
header p { color: var(--dim); margin: 0 0 1.5rem; }
p, li { max-width: 60rem; }
nav ol { columns: 2; padding-left: 1.5rem; margin: 0; }
a { color: inherit; text-decoration-color: var(--line); }
table { width: 100%; border-collapse: collapse; margin: .75rem 0; font-size: .85rem; line-height: 1.4; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border: 1px solid var(--line); overflow-wrap: anywhere; }
th, td.short { white-space: nowrap; }
thead th { background: var(--shade); }
.tree td:first-child { width: 24%; } .tree td:last-child { width: 22%; }
.tree .group td { background: var(--shade); } .tree .group td:first-child { font-weight: 600; }
code { font: .95em ui-monospace, "Liberation Mono", Consolas, monospace; font-weight: inherit; }
small { color: var(--dim); font-size: .92em; }
pre { font: .8rem/1.4 ui-monospace, "Liberation Mono", Consolas, monospace; background: var(--shade); padding: .75rem 1rem;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.codes { columns: 3; column-gap: 2rem; padding: 0; list-style: none; font-size: .82rem; } .codes li { break-inside: avoid; }
figure { margin: 1rem 0; } figure svg { max-width: 46rem; width: 100%; height: auto; } figcaption { color: var(--dim); font-size: .87rem; }
.signatures td { height: 4.5rem; min-width: 10rem; }
@media print {
  @page { size: A4 landscape; margin: 12mm 13mm; }
  body { padding: 0; max-width: none; font-size: 9.5pt; }
  .tree { font-size: 7.5pt; line-height: 1.25; } .tree td { padding: .12rem .3rem; } .codes { font-size: 8pt; } pre { font-size: 7.5pt; }
  nav { display: none; } thead { display: table-header-group; } tr, figure { break-inside: avoid; } h2, h3 { break-after: avoid; }
  figure svg { max-width: 130mm; }
}
`;
