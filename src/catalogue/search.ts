import { distance } from 'fastest-levenshtein';
import { fold } from '../nearest.ts';
import type { Service } from './service.ts';

/** Finds services by the words that people use; the best first. */
export type Search = (words: string) => Service[];

/** Each word of the texts, and its weight for each service that has it, by the place of the service in the list. */
type Vocabulary = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** What people say around the thing that they want. */
const fillers = new Set(
  [
    'ich will wollen möchte muss brauche kann habe hat ist mein meine meinen meiner meinem ein eine einen einer eines',
    'der die das den dem des und oder für zu zum zur in im am an auf aus mit nach von vom bei online beantragen beantragung',
    'antrag stellen neu neue neuen neues wie wo was bitte i want a an the my for to of and or apply application',
  ]
    .join(' ')
    .split(' ')
    .map(stem),
);

/** How much a word says about a service, by where it stands. */
const weights = { name: 10, alias: 8, leikaName: 5, id: 4, field: 2 } as const;

/** How much is left of a weight when the word is only like the one that was asked for. */
const likeness = { same: 1, begins: 0.8, within: 0.6, typo: 0.5 } as const;

/** Beneath this many letters a part of a word or a typo says nothing. */
const shortest = { begins: 3, within: 4, typo: 4 } as const;

/**
 * An index over the names, other names, LeiKa names, domains and fields of the OZG of services. Made once; a search looks at
 * each word of the texts once, not at each service.
 */
export function createSearch(services: readonly Service[]): Search {
  const vocabulary = readVocabulary(services);
  return (words) => {
    const asked = wordsOf(words);
    const telling = asked.filter((word) => !fillers.has(word));
    const wanted = [...new Set(telling.length > 0 ? telling : asked)];
    const scores = wanted.map((word) => score(word, vocabulary));
    const found = services.flatMap((service, place) => {
      const points = scores.flatMap((of) => of.get(place) ?? []);
      return points.length === 0 ? [] : [{ service, matched: points.length, sum: points.reduce((a, b) => a + b) }];
    });
    // Who says two words means both; only where no service has both does one of them count.
    const most = Math.max(...found.map(({ matched }) => matched));
    return found
      .filter(({ matched }) => matched === most)
      .sort((a, b) => b.sum - a.sum)
      .map(({ service }) => service);
  };
}

function readVocabulary(services: readonly Service[]): Vocabulary {
  const vocabulary = new Map<string, Map<number, number>>();
  for (const [place, service] of services.entries()) {
    const { id, nameDe, aliases, leikaNames, domain, themenfeld } = service;
    const texts = [
      { weight: weights.name, texts: [nameDe] },
      { weight: weights.alias, texts: aliases },
      { weight: weights.leikaName, texts: Object.values(leikaNames) },
      { weight: weights.id, texts: [id] },
      { weight: weights.field, texts: [domain, themenfeld ?? ''] },
    ];
    for (const { weight, word } of texts.flatMap((of) => of.texts.flatMap(wordsOf).map((word) => ({ ...of, word })))) {
      if (fillers.has(word)) continue;
      const counts = vocabulary.get(word) ?? new Map<number, number>();
      counts.set(place, Math.max(weight, counts.get(place) ?? 0));
      vocabulary.set(word, counts);
    }
  }
  return vocabulary;
}

/** What a word is worth for each service that has one like it. */
function score(wanted: string, vocabulary: Vocabulary): Map<number, number> {
  const best = new Map<number, number>();
  for (const [word, counts] of vocabulary) {
    const like = likenessOf(wanted, word);
    if (like === 0) continue;
    for (const [place, weight] of counts) best.set(place, Math.max(like * weight, best.get(place) ?? 0));
  }
  return best;
}

function likenessOf(wanted: string, word: string): number {
  if (wanted === word) return likeness.same;
  if (wanted.length >= shortest.begins && word.startsWith(wanted)) return likeness.begins;
  if (wanted.length >= shortest.within && word.includes(wanted)) return likeness.within;
  // German writes words together: a typo may be in the part of a longer word that was typed.
  return isTypo(wanted, word) || isTypo(wanted, word.slice(0, wanted.length)) ? likeness.typo : 0;
}

function isTypo(wanted: string, word: string): boolean {
  const allowed = wanted.length < shortest.typo ? 0 : wanted.length < 8 ? 1 : 2;
  if (allowed === 0 || Math.abs(wanted.length - word.length) > allowed) return false;
  return distance(wanted, word) <= allowed || isSwapped(wanted, word);
}

/** Whether two neighbouring letters changed places: the distance counts that twice. */
function isSwapped(wanted: string, word: string): boolean {
  const at = [...wanted].findIndex((letter, index) => letter !== word[index]);
  const swapped = wanted.slice(0, at) + wanted.charAt(at + 1) + wanted.charAt(at) + wanted.slice(at + 2);
  return swapped === word;
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{M}\p{N}]+/u).flatMap((word) => (word === '' ? [] : [stem(word)]));
}

/** Without the ending, so that "ummelden", "Ummeldung" and "Ummeldungen" are one word; umlauts as two letters. */
function stem(word: string): string {
  return fold(word).replace(/(?<=.{3})(ungen|ung|en|ern|er|es|e|n|s)$/, '');
}
