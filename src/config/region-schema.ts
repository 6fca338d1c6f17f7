import { z } from 'zod';
import { ars, mapping, text } from './fields.ts';

/** The kinds of regions, from the largest to the smallest. */
export const regionTypes = [
  'Land',
  'Landkreis',
  'Kreis',
  'Kreisfreie Stadt',
  'Samtgemeinde',
  'Verbandsgemeinde',
  'Verwaltungsgemeinschaft',
  'Amt',
  'Stadt',
  'Gemeinde',
  'Gemeindefreies Gebiet',
] as const;

export type RegionType = (typeof regionTypes)[number];

/** What runs the offices of its members and has no AGS. */
export const associations: readonly RegionType[] = [
  'Samtgemeinde',
  'Verbandsgemeinde',
  'Verwaltungsgemeinschaft',
  'Amt',
];

const shapes: readonly { readonly types: readonly RegionType[]; readonly shape: RegExp; readonly what: string }[] = [
  { types: ['Land'], shape: /^(?!00)\d{2}0{10}$/, what: 'two digits and ten zeros' },
  { types: ['Landkreis', 'Kreis', 'Kreisfreie Stadt'], shape: /^\d{5}0{7}$/, what: 'five digits and seven zeros' },
  { types: associations, shape: /^\d{5}(?!0000)\d{4}000$/, what: 'nine digits, which its members share, and 000' },
  { types: ['Stadt', 'Gemeinde', 'Gemeindefreies Gebiet'], shape: /^\d{9}(?!000)\d{3}$/, what: 'twelve digits' },
];

/**
 * A region that the built-in list lacks. What it belongs to and its AGS follow from the ARS, whose parts are county (5),
 * association (4) and municipality (3) (key rules of the Gemeindeverzeichnis).
 */
export const region = mapping({
  ars: ars.describe('ARS, 12 digits, in quotes; the AGS and what the region belongs to follow from it.'),
  name: text('the name of the region').describe('Name as people know it, like Landkreis Aurich or Norden.'),
  officialName: text('the official name').optional().describe('Name in the Gemeindeverzeichnis; absent: the name.'),
  type: z
    .enum(regionTypes, { error: `one of ${regionTypes.join(', ')}` })
    .describe('Land, Landkreis, Kreis, Kreisfreie Stadt, Samtgemeinde (or its like elsewhere), Stadt, Gemeinde.'),
}).superRefine(({ ars, type }, context) => {
  const { shape, what } = shapes.find(({ types }) => types.includes(type)) ?? { shape: /./, what: '' };
  if (!shape.test(ars)) context.addIssue({ code: 'custom', path: ['ars'], message: `for ${type}: ${what}` });
});

export type DeclaredRegion = z.output<typeof region>;
