import type { Block, Cell, ContractDocument } from './document.ts';

/** The document as Markdown, for version control and wikis. */
export function renderMarkdown({ title, subtitle, blocks }: ContractDocument): string {
  return `# ${title}\n\n${subtitle}\n\n${blocks.map(renderBlock).join('\n\n')}\n`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `## ${block.text}`;
    case 'paragraph':
      return block.text;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'table':
      return [
        row(block.head),
        row(block.head.map(() => '---')),
        ...block.rows.map((cells) => row(cells.map(cell))),
      ].join('\n');
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

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell(value: Cell): string {
  const text = (typeof value === 'string' ? value : value.code).replaceAll('|', '\\|').replaceAll('\n', ' ');
  return typeof value === 'string' || text === '' ? text : `\`${text}\``;
}
