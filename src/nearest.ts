import { distance } from 'fastest-levenshtein';

/** Beyond this distance a suggestion would puzzle more than help. */
const tooFar = 0.5;

/** Lower case, umlauts as two letters, other accents and everything but letters and digits gone. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
}

/**
 * The up to `max` candidates that come closest to `text`, best first; none when all are too far away.
 *
 * `keysOf` gives the texts that a candidate is known by; its nearest one counts.
 */
export function nearestOf<T>(
  text: string,
  candidates: Iterable<T>,
  keysOf: (candidate: T) => readonly string[],
  max = 3,
): T[] {
  const wanted = fold(text);
  return Array.from(candidates, (candidate) => ({
    candidate,
    far: Math.min(1, ...keysOf(candidate).map((key) => farness(wanted, fold(key)))),
  }))
    .filter(({ far }) => far <= tooFar)
    .sort((a, b) => a.far - b.far)
    .slice(0, max)
    .map(({ candidate }) => candidate);
}

/** The one or two known names that a misspelt one comes closest to. */
export function nearest(name: string, known: readonly string[]): string[] {
  return nearestOf(name, known, (each) => [each], 2);
}

/** "did you mean …?", or the known names where none is near: what would be right in place of an unknown name. */
export function suggest(text: string, known: readonly string[]): string {
  const [best] = nearestOf(text, known, (name) => [name], 1);
  if (best !== undefined) return `did you mean "${best}"?`;
  return known.length === 0 ? 'none is declared yet' : `one of: ${enumerate(known)}`;
}

/** A list for a sentence; a long one is cut and says by how much. */
export function enumerate(names: readonly string[], max = 12): string {
  const shown = names.slice(0, max).join(', ');
  return names.length > max ? `${shown} and ${names.length - max} more` : shown;
}

/** 0 for the same, 1 for nothing in common. One text within the other counts half: "Gewerbe" is near "Gewerbeanmeldung". */
function farness(a: string, b: string): number {
  if (a === '' || b === '') return 1;
  const share = distance(a, b) / Math.max(a.length, b.length);
  return a.includes(b) || b.includes(a) ? share / 2 : share;
}
