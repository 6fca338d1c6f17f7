/** Elements of standards that say how something is written, not what it is. */
const technical: readonly string[] = ['', 'teilbekanntesDatum', 'strukturiert'];

/** Standards wrap a value into an element that has the name of the thing, and call it so inside. */
const wrapped: readonly string[] = ['name', 'jahrMonatTag', 'jahrMonat', 'jahr'];

/** Whether an element says nothing to people. */
export function isTechnical(element: string): boolean {
  return technical.includes(element);
}

/** Whether a value goes by the name of the element around it. */
export function isWrapped(element: string): boolean {
  return wrapped.includes(element);
}

/**
 * `eingetragenerName` → `Eingetragener Name`, `familienname.unstrukturiert` → `Familienname`: names in these standards are
 * German words.
 */
export function labelOf(element: string): string {
  const words = element
    .replace(/\.unstrukturiert$/, '')
    .replaceAll(/[._]/g, ' ')
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
