import { type Notation, type Word, writeRows } from '../notation.ts';
import type { ProfileTable } from '../profile-table.ts';
import { gewerbeanmeldung } from './gewerbeanmeldung.ts';
import { kfzZulassung } from './kfz-zulassung.ts';
import { meldebescheinigung } from './meldebescheinigung.ts';

/** German names for the fields of the first services. Ours; a real form has names of its own. */
export const vocabularies = {
  meldebescheinigung,
  'gewerbe-anmeldung': gewerbeanmeldung,
  'kfz-zulassung': kfzZulassung,
} as const satisfies Record<string, readonly Word[]>;

/** What forms ask for and no office needs: the municipality is known from the region of the submission. */
const leftOut: Readonly<Record<string, readonly string[]>> = { meldebescheinigung: ['/anschrift/ort'] };

/**
 * Tables for all of these services.
 *
 * @param place where the portal's document has a field of the vocabulary.
 */
export function writeTables(
  notation: Notation,
  place: (field: string, service: string) => string,
): Record<string, ProfileTable> {
  return Object.fromEntries(
    Object.entries(vocabularies).map(([service, words]) => [
      service,
      {
        rows: writeRows(
          words.map((word: Word) => ({ ...word, field: place(word.field, service) })),
          notation,
        ),
        ignored: (leftOut[service] ?? []).map((field) => place(field, service)),
      },
    ]),
  );
}
