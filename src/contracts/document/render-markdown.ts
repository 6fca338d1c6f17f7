import type { Block, Cell, ContractDocument } from './blocks.ts';

/** The document as Markdown, for version control and wikis. */
export function renderMarkdown({ title, subtitle, blocks }: ContractDocument): string {
  return `# ${title}\n\n${subtitle}\n\n${blocks.map(renderBlock).join('\n\n')}\n`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `## ${block.text}`;
    case 'subheading':
      return `### ${block.text}`;
    case 'paragraph':
      return block.text;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'table':
      return table(block.head, block.rows);
    case 'tree':
      return table(
        block.head,
        block.rows.map(({ path, cells }) => [{ code: path }, ...cells]),
      );
    case 'codes':
      return Object.entries(block.codes)
        .map(([key, meaning]) => `- \`${key}\` ${meaning === key ? '' : meaning}`.trimEnd())
        .join('\n');
    case 'listing':
      return `\`\`\`${block.language}\n${block.text}\n\`\`\``;
    case 'figure':
      return `![${block.caption}](${block.file})`;
    case 'signatures':
      return [
        row(['', ...block.labels]),
        row(['---', ...block.labels.map(() => '---')]),
        ...block.parties.map((party) => row([party, ...block.labels.map(() => '')])),
      ].join('\n');
  }
}

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map((cells) => row(cells.map(cell)))].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell(value: Cell): string {
  if (typeof value === 'string') return plain(value);
  if ('code' in value) return value.code === '' ? '' : `\`${plain(value.code)}\``;
  if ('remark' in value) return plain(value.remark);
  return value.map(cell).join('<br>');
}

function plain(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
