import type { Language, Wording } from '../../findings.ts';

/** A document as both renderings (HTML and Markdown) take it: what is said, not how it looks. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'subheading'; readonly text: string; readonly anchor?: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'tree'; readonly head: readonly string[]; readonly rows: readonly TreeRow[] }
  | { readonly kind: 'codes'; readonly codes: Readonly<Record<string, string>> }
  | { readonly kind: 'figure'; readonly file: string; readonly svg: string; readonly caption: string }
  | { readonly kind: 'listing'; readonly text: string; readonly language: 'xml' | 'http' | 'sh' }
  | { readonly kind: 'signatures'; readonly parties: readonly string[]; readonly labels: readonly string[] };

/** A row of a table whose first column is a tree of elements. */
export interface TreeRow {
  /** From the root, with slashes. */
  readonly path: string;
  /** Whether it only holds others. */
  readonly group: boolean;
  readonly cells: readonly Cell[];
}

/** Text; a name of the standard that must not be broken or translated; a remark; or several lines. */
export type Cell =
  | string
  | { readonly code: string; readonly anchor?: string; readonly to?: string }
  | { readonly remark: string }
  | readonly Cell[];

export interface ContractDocument {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  readonly blocks: readonly Block[];
}

/** What is shown word by word: XML files of the pack by their paths. */
export type Shown = ReadonlyMap<string, Uint8Array>;

/** How a section says its texts. */
export interface Words {
  readonly language: Language;
  /** A text that both languages have. */
  readonly say: (wording: Wording) => string;
  readonly t: (de: string, en: string) => string;
}

export function code(text: string): Cell {
  return { code: text };
}

/** The same, as a link to an anchor of the document. */
export function linked(text: string, to: string): Cell {
  return { code: text, to };
}

export function heading(text: string): Block {
  return { kind: 'heading', text };
}

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

export function facts(rows: readonly (readonly [string, Cell])[], { t }: Words): Block {
  return { kind: 'table', head: [t('Angabe', 'Item'), t('Wert', 'Value')], rows };
}

/** An anchor of any name. */
export function anchorOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
