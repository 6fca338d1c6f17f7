/** One arrow of a sequence picture; `from` and `to` are indexes of its columns. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const columnWidth = 330;
const rowHeight = 46;
const top = 60;

/** A sequence picture (SVG): columns from left to right, arrows from top to bottom in the order of time. */
export function drawSequence(title: string, columns: readonly string[], arrows: readonly Arrow[]): string {
  const width = columnWidth * columns.length;
  const height = top + rowHeight * (arrows.length + 1);
  const parts = [
    ...columns.map((name, index) => drawColumn(name, centre(index), height)),
    ...arrows.map((arrow, index) => drawArrow(arrow, top + rowHeight * (index + 1))),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, Liberation Sans, Arial, sans-serif" font-size="13">
<title>${escapeXml(title)}</title>
${parts.join('\n')}
</svg>
`;
}

function centre(column: number): number {
  return columnWidth * column + columnWidth / 2;
}

function drawColumn(name: string, x: number, height: number): string {
  return `<line x1="${x}" y1="40" x2="${x}" y2="${height - 8}" stroke="#9aa5b1" stroke-dasharray="4 4"/>
<rect x="${x - 110}" y="8" width="220" height="32" rx="4" fill="#f3f5f8" stroke="#1b2430"/>
<text x="${x}" y="29" text-anchor="middle" font-weight="600" fill="#1b2430">${escapeXml(name)}</text>`;
}

function drawArrow({ from, to, text }: Arrow, y: number): string {
  const start = centre(from);
  const way = Math.sign(to - from);
  const end = centre(to) - way * 2;
  const lines = wrap(text).map(
    (line, index, all) =>
      `<text x="${(start + end) / 2}" y="${y - 7 - 14 * (all.length - 1 - index)}" text-anchor="middle" fill="#1b2430">${escapeXml(line)}</text>`,
  );
  return [
    `<line x1="${start}" y1="${y}" x2="${end}" y2="${y}" stroke="#1b2430" stroke-width="1.5"/>`,
    `<path d="M${end} ${y} L${end - way * 9} ${y - 5} L${end - way * 9} ${y + 5} Z" fill="#1b2430"/>`,
    ...lines,
  ].join('\n');
}

/** At most two lines that fit between two columns. */
function wrap(text: string): string[] {
  const room = 44;
  if (text.length <= room) return [text];
  const cut = text.lastIndexOf(' ', room);
  const at = cut > 0 ? cut : room;
  return [text.slice(0, at), text.slice(at).trim()];
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
