import { findFault } from '../../messages/din91379.ts';

/**
 * The name of a file as messages can carry it: no folders, no control characters, characters of DIN 91379 type B, at
 * most 255. What does not fit becomes an underscore.
 */
export function safeFileName(given: string | undefined, mediaType: string): string {
  const characters = [...(given ?? '').normalize('NFC').replaceAll(/[/\\\p{Cc}]/gu, '_')];
  const name = characters
    .map((character) => (findFault(character, 'B') ? '_' : character))
    .join('')
    .trim()
    .slice(0, 255)
    .trim();
  return name === '' ? `Anlage.${mediaType.replace(/.*[/+.]/, '')}` : name;
}
