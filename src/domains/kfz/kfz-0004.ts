import { z } from 'zod';
import { scope } from '../../messages/definition.ts';
import type { At, Item } from '../../messages/paths.ts';
import { day, din, mark } from '../../messages/text-types.ts';
import { birthDateRules, calendarDate } from '../common-data.ts';
import { zodData } from '../data-schema.ts';
import { printNumber } from '../formats/papers.ts';
import { stampCode } from '../formats/security-codes.ts';
import { states } from './code-lists.ts';
import { holder, holderElements } from './holder.ts';
import { kfzMessage } from './kfz.ts';
import { zb1, zb1Elements } from './papers.ts';
import { plate, plateElements, plateRules } from './plate.ts';
import { representative, representativeElements } from './representative.ts';

/** What puts a vehicle out of service. The codes prove that plates and paper are at hand, so no FIN is asked for. */
const ausserbetriebsetzung = z.strictObject({
  plate,
  stamps: z
    .array(
      z.strictObject({
        securityCode: z.string().describe('Code under the scratch field of the stamp, 3 characters; case matters'),
        printNumber: z.string().optional().describe('Druckstücknummer of the stamp, 8 characters'),
      }),
    )
    .min(1)
    .describe('The stamp of each plate: two, or one where the vehicle has only one plate'),
  zb1,
  recycling: z
    .strictObject({
      date: calendarDate.describe('Day of the Verwertungsnachweis'),
      operatorNumber: z.string().optional().describe('Betriebsnummer of the recycler'),
      state: z.string().optional().describe('DESTATIS key of the state, where it was recycled abroad'),
    })
    .optional()
    .describe('Verwertungsnachweis, where the vehicle was recycled'),
  reservePlate: z.literal(true).optional().describe('true: reserve the plate for the vehicle'),
  holder: holder.optional().describe('Needed when another person than the holder applies'),
  representative: representative.optional().describe('Who applies, if not the holder'),
});

type Ausserbetriebsetzung = z.output<typeof ausserbetriebsetzung>;

export const ausserbetriebsetzungData = zodData(ausserbetriebsetzung, [
  ...birthDateRules('holder.person.birthDate'),
  { at: 'recycling.date', rule: 'date-in-future', holds: (date, { today }) => date <= today },
]);

const data = scope<Ausserbetriebsetzung>();
const stamp = scope<Item<Ausserbetriebsetzung['stamps']>>();
const recycling = scope<At<Ausserbetriebsetzung, 'recycling'>>();
const optional = { optional: true } as const;

/** `portal2zulassungsbehoerde.ausserbetriebsetzung.0004`: a vehicle is put out of service (modelled). */
export const ausserbetriebsetzung0004 = kfzMessage<Ausserbetriebsetzung>({
  type: '0004',
  act: 'ausserbetriebsetzung',
  title: { de: 'Außerbetriebsetzung', en: 'Putting a vehicle out of service' },
  legalBasis: {
    de: 'FZV 2011 § 15g (in der FZV von 2023 neu gezählt)',
    en: 'FZV 2011 § 15g (renumbered in the FZV of 2023)',
  },
  content: [
    data.inside('kennzeichen', 'plate', plateElements),
    data.each(
      'stempelplakette',
      'stamps',
      [
        stamp.text('sicherheitscode', 'securityCode', stampCode),
        stamp.text('druckstuecknummer', 'printNumber', printNumber, optional),
      ],
      { many: 2, doc: { de: 'eine je Kennzeichenschild', en: 'one for each plate' } },
    ),
    data.inside('zulassungsbescheinigungTeil1', 'zb1', zb1Elements),
    data.inside(
      'verwertungsnachweis',
      'recycling',
      [
        recycling.text('datum', 'date', day),
        recycling.choice([
          recycling.text('betriebsnummer', 'operatorNumber', din('C', { max: 50 })),
          recycling.code('staat', 'state', states, { doc: { de: 'im Ausland verwertet', en: 'recycled abroad' } }),
        ]),
      ],
      optional,
    ),
    data.text('kennzeichenReservieren', 'reservePlate', mark(), optional),
    data.inside('halter', 'holder', holderElements, optional),
    data.inside('vertreter', 'representative', representativeElements, optional),
  ],
  rules: [
    ...plateRules(),
    {
      id: 'kfz-0004-halter',
      severity: 'error',
      text: {
        de: 'Stellt eine andere Person den Antrag, werden auch die Daten des Halters genannt.',
        en: 'When another person applies, the data of the holder are given too.',
      },
      source: 'FZV 2011 § 15g',
      breaches: ({ data: given }) => (given.representative && !given.holder ? [['data', 'holder']] : []),
      example: [
        { at: ['data', 'representative'], value: { familyName: 'Muster' } },
        { at: ['data', 'holder'], value: undefined },
      ],
    },
  ],
});
