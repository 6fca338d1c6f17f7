import type { Wording } from '../../findings.ts';
import type { TextType } from '../../messages/text-type.ts';
import { patterned } from '../../messages/text-types.ts';

/**
 * A value in capitals without blanks, which people write in small letters and in groups: `de89 3704 …`. It is checked
 * and written as the message needs it, so nobody is refused for a blank.
 */
export function capitals(name: string, pattern: RegExp, expected: Wording): TextType {
  const plain = patterned(name, pattern, expected);
  return {
    ...plain,
    accepts: (value) => plain.accepts?.(compact(value)) ?? true,
    check: (value) => plain.check(compact(value)),
    write: (value) => plain.write(compact(value)),
  };
}

/** The text in capitals without blanks. Only letters of German: `ß` and others have no capital of one letter. */
export function inCapitals(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\s/g, '')
    .replaceAll(/[a-zäöü]/g, (letter) => letter.toUpperCase());
}

function compact(value: unknown): unknown {
  return typeof value === 'string' ? inCapitals(value) : value;
}
