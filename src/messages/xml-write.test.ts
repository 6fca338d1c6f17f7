import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { escapeText, writeAttribute, writeElement } from './xml-write.ts';

describe('writing', () => {
  const awkward = `1 < 2 & 3 > 2, "so" 'it' is ]]> Ünal \t\r\n end`;

  it('keeps every character of texts and attributes for a reader', () => {
    using document = XmlDocument.fromString(writeElement('t', writeAttribute('a', awkward), escapeText(awkward)));
    expect(document.root.content).toBe(awkward);
    expect(document.root.attr('a')?.value).toBe(awkward);
  });

  it('writes an element without content as an empty one', () => {
    expect(writeElement('t', '', '')).toBe('<t/>');
    expect(writeElement('t', writeAttribute('a', '1'), '')).toBe('<t a="1"/>');
  });
});
