import { expect, it } from 'vitest';
import { dinCodePoints, dinSequences } from '../../messages/din91379-characters.ts';
import { textOfPdf } from '../../testing/pdf-text.ts';
import { printPdf } from './print-pdf.ts';

const letters = [...dinCodePoints('E')].map((codePoint) => String.fromCodePoint(codePoint));
const sequences = [...dinSequences()].flatMap(({ base, tails }) => tails.map((tail) => base + tail));
const all = [...letters, ...sequences].join('').replaceAll(/\s/g, '');

it.each([false, true])('prints every letter and sequence of DIN 91379, bold: %s', async (bold) => {
  const at = new Date('2026-11-25T20:15:30Z');
  const content = [{ text: all, bold }];
  const pdf = await printPdf({ title: 'Ä', number: '1', at, language: 'de', content });
  // A letter that the font lacks comes out as one and the same box.
  expect(textOfPdf(pdf)).toContain(all);
});
