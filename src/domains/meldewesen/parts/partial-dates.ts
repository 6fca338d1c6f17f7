import { bare, type Node, scope } from '../../../messages/definition.ts';
import type { Path } from '../../../messages/paths.ts';
import { day, mark, year, yearMonth } from '../../../messages/text-types.ts';

/** Dates of XInneres that may be known in part only. In the data each is one text: `1986-02-28`, `1986-02`, `1986` or `unknown`. */

/** `TeilbekanntesDatum`: day, month or year. */
export function partialDateElement<S>(path: Path<S>): Node<S> {
  const date = scope<S>();
  return date.choice([
    bare(date.text('jahrMonatTag', path, day)),
    bare(date.text('jahrMonat', path, yearMonth)),
    bare(date.text('jahr', path, year)),
  ]);
}

/** `TeilbekanntesDatumMitUnbekannt`. */
export function partialDateOrUnknownElement<S>(path: Path<S>): Node<S> {
  const date = scope<S>();
  return date.choice([
    bare(date.group('teilbekanntesDatum', [partialDateElement(path)])),
    bare(
      date.text('unbekannt', path, mark('unknown'), {
        doc: { de: 'vom Datum ist nichts bekannt', en: 'nothing known of the date' },
      }),
    ),
  ]);
}

/** `TagesdatumMitUnbekannt`: a day, or nothing. */
export function dayOrUnknownElement<S>(path: Path<S>): Node<S> {
  const date = scope<S>();
  return date.choice([
    bare(date.text('datum', path, day)),
    bare(
      date.text('unbekannt', path, mark('unknown'), {
        doc: { de: 'vom Datum ist nichts bekannt', en: 'nothing known of the date' },
      }),
    ),
  ]);
}

/** `geburt` of a relative or of an identification: nothing but the date of birth. */
export function birthElement<S>(path: Path<S>, options: { optional?: true } = {}): Node<S> {
  const date = scope<S>();
  return date.group('geburt', [date.group('geburtsdatum', [partialDateOrUnknownElement(path)])], options);
}
