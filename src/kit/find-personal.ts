/**
 * Which of the words show in a text, as they are or in a form that anybody can read back: other case, URL and XML
 * escapes, base64.
 */
export function findPersonal(text: string, words: readonly string[]): string[] {
  const plain = text.normalize('NFC').toLowerCase();
  return words.filter((word) => formsOf(word).some((form) => plain.includes(form.toLowerCase())));
}

function formsOf(word: string): string[] {
  const composed = word.normalize('NFC');
  const numbered = composed.replaceAll(/[^ -~]/gu, (letter) => `&#${letter.codePointAt(0)};`);
  const escaped = JSON.stringify(composed).replaceAll(
    /[^ -~]/gu,
    (letter) => `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
  return [composed, encodeURIComponent(composed), numbered, escaped.slice(1, -1), ...inBase64(composed)];
}

/** Wherever in a text the word stands: the letters that it alone decides, at each of the three offsets. */
function inBase64(word: string): string[] {
  const bytes = Buffer.from(word);
  if (bytes.length < 9) return [];
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return encoded.slice(Math.ceil((offset * 8) / 6), -2);
  });
}
