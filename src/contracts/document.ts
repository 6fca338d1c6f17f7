/** A document as both renderings (HTML and Markdown) take it: what is said, not how it looks. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'figure'; readonly file: string; readonly svg: string; readonly caption: string }
  | { readonly kind: 'signatures'; readonly parties: readonly string[]; readonly labels: readonly string[] };

/** Text, or a name of the standard that must not be broken or translated. */
export type Cell = string | { readonly code: string };

export interface ContractDocument {
  readonly language: 'de' | 'en';
  readonly title: string;
  readonly subtitle: string;
  readonly blocks: readonly Block[];
}

export function code(text: string): Cell {
  return { code: text };
}
