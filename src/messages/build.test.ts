import fc from 'fast-check';
import { expect, it } from 'vitest';
import { create } from 'xmlbuilder2';
import { buildMessage } from './build.ts';
import { scope } from './definition.ts';
import { defineMessage } from './message.ts';
import type { TextType } from './text-type.ts';

interface Note {
  readonly title: string;
  readonly lines?: readonly { readonly kind: string; readonly text: string }[];
}

/** Any text: escaping is what is tried. */
const anyText: TextType = { name: 'any', expected: 'any', check: () => undefined, write: String, read: (text) => text };
const note = scope<Note>();
const line = scope<NonNullable<Note['lines']>[number]>();
const definition = defineMessage<Note>({
  standard: { id: 'n', name: 'N', version: '1', namespace: 'urn:n?a=1&b', prefix: 'n', provenance: 'test' },
  type: 'note',
  rootName: 'note',
  title: { de: 'Notiz', en: 'Note' },
  legalBasis: 'none',
  attributes: [note.attribute('title', 'title', anyText)],
  children: [
    note.text('title', 'title', anyText),
    note.each('line', 'lines', [line.text('kind', 'kind', anyText), line.text('text', 'text', anyText)], {
      optional: true,
    }),
  ],
});

/** The same document by a library that knows nothing of our writer. */
function byLibrary({ title, lines = [] }: Note): string {
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('urn:n?a=1&b', 'n:note').att('title', title);
  root.ele('n:title').txt(title);
  for (const { kind, text } of lines) root.ele('n:line').ele('n:kind').txt(kind).up().ele('n:text').txt(text);
  return root.end();
}

const text = fc.string({
  unit: fc.constantFrom('a', 'ß', '&', '<', '>', '"', "'", ' ', ']]>', '€', '😀'),
  // We write <a/> for an empty text, the library <a></a>.
  minLength: 1,
  maxLength: 8,
});

it('writes what xmlbuilder2 writes, character for character', () => {
  const lines = fc.array(fc.record({ kind: text, text }), { maxLength: 3 });
  fc.assert(
    fc.property(fc.record({ title: text, lines }), (content) => {
      const written = Buffer.from(buildMessage(definition, content)).toString('utf8');
      expect(written.replace('?>\n', '?>').trimEnd()).toBe(byLibrary(content));
    }),
  );
});
