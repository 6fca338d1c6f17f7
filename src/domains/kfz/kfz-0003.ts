import { z } from 'zod';
import { scope } from '../../messages/definition.ts';
import { day, mark, yearMonth } from '../../messages/text-types.ts';
import { birthDateRules, calendarDate } from '../common-data.ts';
import { zodData } from '../data-schema.ts';
import { evb } from '../formats/evb.ts';
import { yesNoCodes } from './code-lists.ts';
import { holder, holderElements } from './holder.ts';
import { kfzMessage } from './kfz.ts';
import { zb1, zb1Elements, zb2, zb2Elements } from './papers.ts';
import { plate, plateElements, plateRules } from './plate.ts';
import { plateWish, plateWishElements, plateWishRules } from './plate-wish.ts';
import { representative, representativeElements } from './representative.ts';
import { ibanRule, tax, taxElements } from './tax.ts';
import { finCheckDigitRule, oldFinRule, vehicle, vehicleElements } from './vehicle.ts';

/** What a vehicle needs that was put out of service and is to run again. */
const wiederzulassung = z.strictObject({
  vehicle,
  plate: plate.describe('The plate that the vehicle had'),
  zb1,
  zb2: zb2.optional().describe('Needed unless the holder is the same'),
  deregisteredOn: calendarDate.optional().describe('Day of the Außerbetriebsetzung, if known: at most 7 years ago'),
  sameHolder: z.boolean().describe('Whether the holder is the one before the Außerbetriebsetzung'),
  notScrapped: z.literal(true).describe('Declaration that no Verwertungsnachweis exists'),
  nextInspection: z.string().describe('Month of the next Hauptuntersuchung, YYYY-MM'),
  nextSafetyInspection: z.string().optional().describe('Month of the next Sicherheitsprüfung, YYYY-MM'),
  evb: z.string().describe('Number of the electronic confirmation of insurance, 7 characters'),
  holder,
  plateWish: plateWish.describe('RETAINMENT: the plate that the vehicle had'),
  tax,
  representative: representative.optional().describe('Who acts for the holder'),
});

type Wiederzulassung = z.output<typeof wiederzulassung>;

export const wiederzulassungData = zodData(wiederzulassung, [
  ...birthDateRules('holder.person.birthDate'),
  { at: 'deregisteredOn', rule: 'date-in-future', holds: (date, { today }) => date <= today },
]);

const data = scope<Wiederzulassung>();
const optional = { optional: true } as const;

/** `portal2zulassungsbehoerde.wiederzulassung.0003`: a vehicle out of service is registered again (modelled). */
export const wiederzulassung0003 = kfzMessage<Wiederzulassung>({
  type: '0003',
  act: 'wiederzulassung',
  title: { de: 'Wiederzulassung', en: 'Registration of a vehicle again' },
  legalBasis: {
    de: 'FZV 2011 § 15k (in der FZV von 2023 neu gezählt)',
    en: 'FZV 2011 § 15k (renumbered in the FZV of 2023)',
  },
  content: [
    data.inside('fahrzeug', 'vehicle', vehicleElements),
    data.inside('bisherigesKennzeichen', 'plate', plateElements),
    data.inside('zulassungsbescheinigungTeil1', 'zb1', zb1Elements),
    data.inside('zulassungsbescheinigungTeil2', 'zb2', zb2Elements, optional),
    data.text('ausserbetriebsetzungAm', 'deregisteredOn', day, optional),
    data.yesNo('gleicherHalter', 'sameHolder', yesNoCodes),
    data.text('keinVerwertungsnachweis', 'notScrapped', mark(), {
      doc: { de: 'Erklärung des Halters, dass es keinen gibt', en: 'declaration of the holder' },
    }),
    data.text('hauptuntersuchungBis', 'nextInspection', yearMonth),
    data.text('sicherheitspruefungBis', 'nextSafetyInspection', yearMonth, optional),
    data.text('evbNummer', 'evb', evb),
    data.inside('halter', 'holder', holderElements),
    data.inside('kennzeichenwunsch', 'plateWish', plateWishElements),
    data.inside('kfzSteuer', 'tax', taxElements),
    data.inside('vertreter', 'representative', representativeElements, optional),
  ],
  rules: [
    finCheckDigitRule(),
    oldFinRule(),
    ...plateRules(),
    ...plateWishRules(),
    ibanRule(),
    {
      id: 'kfz-0003-sieben-jahre',
      severity: 'error',
      text: {
        de: 'Die Außerbetriebsetzung liegt höchstens sieben Jahre zurück.',
        en: 'The vehicle was put out of service at most seven years ago.',
      },
      source: 'FZV 2011 § 15k',
      breaches: ({ head, data: given }) =>
        given.deregisteredOn === undefined || head.createdAt.slice(0, 10) <= inSevenYears(given.deregisteredOn)
          ? []
          : [['data', 'deregisteredOn']],
      example: [{ at: ['data', 'deregisteredOn'], value: '2001-01-01' }],
    },
    {
      id: 'kfz-0003-zb2',
      severity: 'error',
      text: {
        de: 'Ein anderer Halter braucht Nummer und Sicherheitscode der Zulassungsbescheinigung Teil II.',
        en: 'Another holder needs number and security code of the Zulassungsbescheinigung Teil II.',
      },
      source: {
        de: 'FZV 2011 § 15k: nicht nötig für denselben Halter',
        en: 'FZV 2011 § 15k: not needed for the same holder',
      },
      breaches: ({ data: given }) => (given.sameHolder || given.zb2 ? [] : [['data', 'zb2']]),
      example: [
        { at: ['data', 'sameHolder'], value: false },
        { at: ['data', 'zb2'], value: undefined },
      ],
    },
    {
      id: 'kfz-0003-hauptuntersuchung',
      severity: 'warning',
      text: {
        de: 'Der Monat der nächsten Hauptuntersuchung ist noch nicht vorbei.',
        en: 'The month of the next inspection is not over yet.',
      },
      source: {
        de: 'modelliert: FZV 2011 § 15i Abs. 2 spricht von der nächsten Untersuchung',
        en: 'modelled: FZV 2011 § 15i (2) speaks of the next inspection',
      },
      breaches: ({ head, data: given }) =>
        given.nextInspection >= head.createdAt.slice(0, 7) ? [] : [['data', 'nextInspection']],
      example: [{ at: ['data', 'nextInspection'], value: '2001-01' }],
    },
  ],
});

/** The same day seven years later, as text; a 29 February that is none still compares as it should. */
function inSevenYears(date: string): string {
  return `${Number(date.slice(0, 4)) + 7}${date.slice(4)}`;
}
