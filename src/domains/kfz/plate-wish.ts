import { z } from 'zod';
import { type Node, scope } from '../../messages/definition.ts';
import type { Message } from '../../messages/head-g2g.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import type { At } from '../../messages/paths.ts';
import { patterned } from '../../messages/text-types.ts';
import {
  hasTooManyDigits,
  longestPlate,
  plateDigits,
  plateDistrict,
  plateLength,
  plateLetters,
} from '../formats/plate.ts';
import { plateAssignments, plateKinds } from './code-lists.ts';
import { digitsText, lengthText } from './plate.ts';
import { isSeason, season, seasonElements, seasonText } from './season.ts';

/** Which plate the vehicle is to get. The kind says whether E or H follows, so the plate itself does not repeat it. */
export const plateWish = z.strictObject({
  assignment: z
    .string()
    .describe('RANDOM: the next free one; RESERVATION: a reserved one; RETAINMENT: the plate stays'),
  kind: z.string().describe('REGULAR, ELECTRIC (E) or HISTORICAL (H)'),
  season: season.optional(),
  reservation: z
    .strictObject({
      district: z.string().describe('Unterscheidungszeichen: "LER"'),
      letters: z.string().optional(),
      digits: z.string(),
      pin: z.string().describe('PIN of the reservation, 4 to 12 characters'),
    })
    .optional()
    .describe('With RESERVATION: what was reserved'),
});

export type PlateWish = z.output<typeof plateWish>;
type WithWish = { readonly plateWish: PlateWish };

const wish = scope<PlateWish>();
const reservation = scope<At<PlateWish, 'reservation'>>();
const optional = { optional: true } as const;
const reservationPin = patterned('PIN der Reservierung', /^[!-~]{4,12}$/, {
  de: '4 bis 12 Zeichen ohne Leerzeichen',
  en: '4 to 12 characters without blanks',
});

export const plateWishElements: Node<PlateWish>[] = [
  wish.code('zuteilung', 'assignment', plateAssignments),
  wish.code('art', 'kind', plateKinds),
  wish.inside('saison', 'season', seasonElements, optional),
  wish.inside(
    'reservierung',
    'reservation',
    [
      reservation.text('unterscheidungszeichen', 'district', plateDistrict),
      reservation.text('buchstaben', 'letters', plateLetters, optional),
      reservation.text('ziffern', 'digits', plateDigits),
      reservation.text('pin', 'pin', reservationPin),
    ],
    optional,
  ),
];

const suffixes: Readonly<Record<string, string>> = { ELECTRIC: 'E', HISTORICAL: 'H' };

function reserved(district: string, letters: string, digits: string): PlateWish {
  return { assignment: 'RESERVATION', kind: 'REGULAR', reservation: { district, letters, digits, pin: 'Muster17' } };
}

export const plateWishRules = <Data extends WithWish>(): MessageRule<Message<Data>>[] => [
  {
    id: 'kfz-wunsch-reservierung',
    severity: 'error',
    text: {
      de: 'Ein reserviertes Kennzeichen wird mit seiner PIN genannt, wenn die Zuteilung RESERVATION ist, und nur dann.',
      en: 'A reserved plate is named with its PIN when the assignment is RESERVATION, and only then.',
    },
    source: {
      de: 'öffentliches SDK: Strategien RANDOM, RESERVATION, RETAINMENT',
      en: 'public SDK: strategies RANDOM, RESERVATION, RETAINMENT',
    },
    breaches: ({ data: { plateWish: given } }) =>
      (given.assignment === 'RESERVATION') === (given.reservation !== undefined)
        ? []
        : [['data', 'plateWish', 'reservation']],
    example: [{ at: ['data', 'plateWish'], value: { assignment: 'RESERVATION', kind: 'REGULAR' } }],
  },
  {
    id: 'kfz-wunsch-laenge',
    severity: 'error',
    text: lengthText,
    source: 'FZV 2011, Anlage 4',
    breaches: ({ data: { plateWish: given } }) =>
      given.reservation && plateLength({ ...given.reservation, suffix: suffixes[given.kind] }) > longestPlate
        ? [['data', 'plateWish', 'reservation', 'digits']]
        : [],
    example: [{ at: ['data', 'plateWish'], value: reserved('LER', 'AB', '1234') }],
  },
  {
    id: 'kfz-wunsch-ziffern',
    severity: 'error',
    text: digitsText,
    source: { de: 'FZV 2011, Anlagen 2 und 3', en: 'FZV 2011, Anlagen 2 and 3' },
    breaches: ({ data: { plateWish: given } }) =>
      given.reservation && hasTooManyDigits(given.reservation) ? [['data', 'plateWish', 'reservation', 'digits']] : [],
    example: [{ at: ['data', 'plateWish'], value: reserved('L', 'A', '12345') }],
  },
  {
    id: 'kfz-wunsch-saison',
    severity: 'error',
    text: seasonText,
    source: { de: 'FZV 2011 § 9 Abs. 3', en: 'FZV 2011 § 9 (3)' },
    breaches: ({ data: { plateWish: given } }) =>
      given.season === undefined || isSeason(given.season) ? [] : [['data', 'plateWish', 'season', 'to']],
    example: [{ at: ['data', 'plateWish', 'season'], value: { from: 4, to: 4 } }],
  },
];

/** For vehicles that have no plate yet. */
export const nothingToRetainRule = <Data extends WithWish>(): MessageRule<Message<Data>> => ({
  id: 'kfz-wunsch-beibehaltung',
  severity: 'error',
  text: {
    de: 'Ein Fahrzeug, das zum ersten Mal zugelassen wird, hat kein Kennzeichen, das bleiben könnte (RETAINMENT).',
    en: 'A vehicle that is registered for the first time has no plate that could stay (RETAINMENT).',
  },
  source: { de: 'FZV 2011 § 15j: kein bisheriges Kennzeichen', en: 'FZV 2011 § 15j: no previous plate' },
  breaches: ({ data: { plateWish: given } }) =>
    given.assignment === 'RETAINMENT' ? [['data', 'plateWish', 'assignment']] : [],
  example: [{ at: ['data', 'plateWish'], value: { assignment: 'RETAINMENT', kind: 'REGULAR' } }],
});
