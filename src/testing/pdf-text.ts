import { inflateSync } from 'node:zlib';

/**
 * The text of a PDF that pdfkit wrote, page after page without line breaks, for tests: glyphs are turned back by the fonts' own ToUnicode
 * tables, as a reader's search does. No general reader of PDF.
 */
export function textOfPdf(pdf: Uint8Array): string {
  const objects = objectsOf(Buffer.from(pdf).toString('latin1'));
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const { head } of objects.values()) {
    const named = /\/Font <<([^>]*)>>/.exec(head)?.[1] ?? '';
    for (const [, name = '', id = ''] of named.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1] ?? '';
      fonts.set(name, unicodeOf(objects.get(table)?.stream ?? ''));
    }
  }
  return [...objects.values()].flatMap(({ stream }) => textOfPage(stream, fonts)).join('');
}

interface PdfObject {
  readonly head: string;
  readonly stream: string;
}

function objectsOf(text: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  for (const [, id = '', body = ''] of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = '', packed] = body.split(/\nstream\n/);
    const bytes = Buffer.from((packed ?? '').replace(/\nendstream$/, ''), 'latin1');
    const isPacked = head.includes('/FlateDecode') && bytes.length > 0;
    objects.set(id, {
      head: head.replaceAll('\n', ' '),
      stream: (isPacked ? inflateSync(bytes) : bytes).toString('latin1'),
    });
  }
  return objects;
}

/** Glyph, as four hexadecimal digits → text. */
function unicodeOf(table: string): Map<string, string> {
  const glyphs = new Map<string, string>();
  for (const [, first = '', list = ''] of table.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, units = ''], index) => {
      const glyph = (Number.parseInt(first, 16) + index).toString(16).padStart(4, '0');
      glyphs.set(glyph, Buffer.from(units.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
    });
  }
  return glyphs;
}

/** Each piece that is placed by itself, usually a word. */
function textOfPage(stream: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] {
  let font: ReadonlyMap<string, string> = new Map();
  return [...stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)].flatMap(([, name, shown]) => {
    if (name !== undefined) font = fonts.get(name) ?? font;
    if (shown === undefined) return [];
    const glyphs = [...shown.matchAll(/<([0-9a-f]*)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
    return [glyphs.map((glyph) => font.get(glyph.toLowerCase()) ?? '').join('')];
  });
}
