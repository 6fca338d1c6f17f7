import { z } from 'zod';
import { type Node, scope } from '../../messages/definition.ts';
import type { Message } from '../../messages/head-g2g.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import {
  hasTooManyDigits,
  longestPlate,
  plateDigits,
  plateDistrict,
  plateLength,
  plateLetters,
  plateSuffix,
} from '../formats/plate.ts';
import { isSeason, season, seasonElements, seasonText } from './season.ts';

/** The plate that a vehicle has or had. */
export const plate = z.strictObject({
  district: z.string().describe('Unterscheidungszeichen: "LER"'),
  letters: z.string().optional().describe('Letters of the Erkennungsnummer; absent on plates of public bodies'),
  digits: z.string().describe('Digits of the Erkennungsnummer'),
  suffix: z.string().optional().describe('"E" (electric) or "H" (Oldtimer)'),
  season: season.optional(),
});

type Plate = z.output<typeof plate>;
type WithPlate = { readonly plate: Plate };

const fields = scope<Plate>();
const optional = { optional: true } as const;

export const plateElements: Node<Plate>[] = [
  fields.text('unterscheidungszeichen', 'district', plateDistrict),
  fields.text('buchstaben', 'letters', plateLetters, optional),
  fields.text('ziffern', 'digits', plateDigits),
  fields.text('zusatz', 'suffix', plateSuffix, optional),
  fields.inside('saison', 'season', seasonElements, optional),
];

export const lengthText = {
  de: 'Ein Kennzeichen hat höchstens acht Buchstaben und Ziffern, E und H eingeschlossen.',
  en: 'A plate has at most eight letters and digits, E and H included.',
};

export const digitsText = {
  de: 'Neben Buchstaben hat die Erkennungsnummer höchstens vier Ziffern.',
  en: 'Beside letters the Erkennungsnummer has at most four digits.',
};

export const plateRules = <Data extends WithPlate>(): MessageRule<Message<Data>>[] => [
  {
    id: 'kfz-kennzeichen-laenge',
    severity: 'error',
    text: lengthText,
    source: 'FZV 2011, Anlage 4',
    breaches: ({ data: { plate: given } }) => (plateLength(given) > longestPlate ? [['data', 'plate', 'digits']] : []),
    example: [{ at: ['data', 'plate'], value: { district: 'LER', letters: 'AB', digits: '1234' } }],
  },
  {
    id: 'kfz-kennzeichen-ziffern',
    severity: 'error',
    text: digitsText,
    source: { de: 'FZV 2011, Anlagen 2 und 3', en: 'FZV 2011, Anlagen 2 and 3' },
    breaches: ({ data: { plate: given } }) => (hasTooManyDigits(given) ? [['data', 'plate', 'digits']] : []),
    example: [{ at: ['data', 'plate'], value: { district: 'L', letters: 'A', digits: '12345' } }],
  },
  {
    id: 'kfz-kennzeichen-saison',
    severity: 'error',
    text: seasonText,
    source: { de: 'FZV 2011 § 9 Abs. 3', en: 'FZV 2011 § 9 (3)' },
    breaches: ({ data: { plate: given } }) =>
      given.season === undefined || isSeason(given.season) ? [] : [['data', 'plate', 'season', 'to']],
    example: [{ at: ['data', 'plate', 'season'], value: { from: 4, to: 4 } }],
  },
];
