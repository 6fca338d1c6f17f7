import { ZustellwerkError } from '../errors.ts';

/** The entities that XML has without a DTD (XML 1.0, 4.6). */
const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * The text with its references (`&amp;`, `&#252;`, `&#xFC;`) replaced by what they stand for.
 *
 * @throws ZustellwerkError XML_MALFORMED for a reference to what does not exist; without any of the content.
 */
export function resolveReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([0-9a-fA-F]{1,6});|#([0-9]{1,7});|([a-z]{2,4});)?/g, (_, hex, decimal, name) => {
    const found = name === undefined ? characterOf(hex, decimal) : entities.get(name);
    if (found === undefined) throw new ZustellwerkError('XML_MALFORMED', 'A reference in the document leads nowhere.');
    return found;
  });
}

function characterOf(hex: string | undefined, decimal: string | undefined): string | undefined {
  const codePoint = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return isCharacter(codePoint) ? String.fromCodePoint(codePoint) : undefined;
}

/** XML 1.0, production `Char`. */
function isCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 0x09 || codePoint === 0x0a || codePoint === 0x0d;
  return (
    codePoint <= 0xd7ff ||
    (codePoint >= 0xe000 && codePoint <= 0xfffd) ||
    (codePoint >= 0x10000 && codePoint <= 0x10ffff)
  );
}
