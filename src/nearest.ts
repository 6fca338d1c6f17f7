import { distance } from 'fastest-levenshtein';

/** The one or two known names that a misspelt one is closest to; none when nothing is close. */
export function nearest(name: string, known: readonly string[]): string[] {
  const folded = fold(name);
  const limit = Math.max(1, Math.floor(folded.length / 3));
  return known
    .map((candidate) => ({ candidate, steps: distance(folded, fold(candidate)) }))
    .filter(({ steps }) => steps <= limit)
    .sort((a, b) => a.steps - b.steps)
    .slice(0, 2)
    .map(({ candidate }) => candidate);
}

/** Lower case, umlauts and accents reduced to their base letters. */
function fold(text: string): string {
  return text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replaceAll(/\p{M}/gu, '');
}
