export type Party = 'vendor' | 'portal';

/** One difference between two contracts, and for whom it breaks what works today. */
export interface Change {
  readonly text: { readonly de: string; readonly en: string };
  readonly breaks: readonly Party[];
}

/** The procedure may receive what it could not before. */
export const widens: readonly Party[] = ['vendor'];
/** A portal may no longer send what it could. */
export const narrows: readonly Party[] = ['portal'];
export const swaps: readonly Party[] = ['vendor', 'portal'];
export const nobody: readonly Party[] = [];

export function change(de: string, en: string, breaks: readonly Party[]): Change {
  return { text: { de, en }, breaks };
}
