import { z } from 'zod';
import { scope } from '../../messages/definition.ts';
import { birthDateRules } from '../common-data.ts';
import { zodData } from '../data-schema.ts';
import { evb } from '../formats/evb.ts';
import { transferReasons } from './code-lists.ts';
import { holder, holderElements } from './holder.ts';
import { kfzMessage } from './kfz.ts';
import { zb1, zb1Elements, zb2, zb2Elements } from './papers.ts';
import { plate, plateElements, plateRules } from './plate.ts';
import { plateWish, plateWishElements, plateWishRules } from './plate-wish.ts';
import { representative, representativeElements } from './representative.ts';
import { ibanRule, tax, taxElements } from './tax.ts';
import { finCheckDigitRule, oldFinRule, vehicle, vehicleElements } from './vehicle.ts';

/** What changes when a registered vehicle gets another holder, or its holder moves to another district. */
const umschreibung = z.strictObject({
  reason: z.string().describe('HALTER: another holder; WOHNSITZ: the holder moved'),
  vehicle,
  plate: plate.describe('The plate that the vehicle has'),
  zb1,
  zb2: zb2.optional().describe('Needed for a new plate'),
  evb: z.string().optional().describe('Number of the confirmation of insurance; needed for another holder'),
  holder: holder.describe('The holder from now on, with the address from now on'),
  plateWish: plateWish.describe('RETAINMENT keeps the plate'),
  tax: tax.optional().describe('Needed for another holder'),
  representative: representative.optional().describe('Who acts for the holder'),
});

type Umschreibung = z.output<typeof umschreibung>;

export const umschreibungData = zodData(umschreibung, birthDateRules('holder.person.birthDate'));

const data = scope<Umschreibung>();
const optional = { optional: true } as const;

/** `portal2zulassungsbehoerde.umschreibung.0002`: another holder or residence, with a new plate or the old one (modelled). */
export const umschreibung0002 = kfzMessage<Umschreibung>({
  type: '0002',
  act: 'umschreibung',
  title: { de: 'Umschreibung', en: 'Transfer of a registered vehicle' },
  legalBasis: {
    de: 'FZV 2011 § 15l (in der FZV von 2023 neu gezählt)',
    en: 'FZV 2011 § 15l (renumbered in the FZV of 2023)',
  },
  content: [
    data.code('anlass', 'reason', transferReasons),
    data.inside('fahrzeug', 'vehicle', vehicleElements),
    data.inside('bisherigesKennzeichen', 'plate', plateElements),
    data.inside('zulassungsbescheinigungTeil1', 'zb1', zb1Elements),
    data.inside('zulassungsbescheinigungTeil2', 'zb2', zb2Elements, optional),
    data.text('evbNummer', 'evb', evb, optional),
    data.inside('halter', 'holder', holderElements),
    data.inside('kennzeichenwunsch', 'plateWish', plateWishElements),
    data.inside('kfzSteuer', 'tax', taxElements, optional),
    data.inside('vertreter', 'representative', representativeElements, optional),
  ],
  rules: [
    finCheckDigitRule(),
    oldFinRule(),
    ...plateRules(),
    ...plateWishRules(),
    ibanRule(),
    {
      id: 'kfz-0002-zb2',
      severity: 'error',
      text: {
        de: 'Ein neues Kennzeichen braucht Nummer und Sicherheitscode der Zulassungsbescheinigung Teil II.',
        en: 'A new plate needs number and security code of the Zulassungsbescheinigung Teil II.',
      },
      source: {
        de: 'FZV 2011 § 15l: nicht nötig, wenn das Kennzeichen bleibt',
        en: 'FZV 2011 § 15l: not needed where the plate stays',
      },
      breaches: ({ data: given }) =>
        given.plateWish.assignment === 'RETAINMENT' || given.zb2 ? [] : [['data', 'zb2']],
      example: [
        { at: ['data', 'plateWish'], value: { assignment: 'RANDOM', kind: 'REGULAR' } },
        { at: ['data', 'zb2'], value: undefined },
      ],
    },
    {
      id: 'kfz-0002-evb',
      severity: 'error',
      text: {
        de: 'Ein Halterwechsel braucht die eVB-Nummer des neuen Halters.',
        en: 'Another holder needs a confirmation of insurance (eVB) of their own.',
      },
      source: {
        de: 'FZV 2011 § 15l: nicht nötig, wenn der Halter nur umzieht',
        en: 'FZV 2011 § 15l: not needed where the holder only moves',
      },
      breaches: ({ data: given }) => (given.reason !== 'HALTER' || given.evb !== undefined ? [] : [['data', 'evb']]),
      example: [
        { at: ['data', 'reason'], value: 'HALTER' },
        { at: ['data', 'evb'], value: undefined },
      ],
    },
    {
      id: 'kfz-0002-sepa',
      severity: 'error',
      text: {
        de: 'Ein Halterwechsel braucht das SEPA-Mandat des neuen Halters für die Kraftfahrzeugsteuer.',
        en: 'Another holder needs a SEPA mandate for the vehicle tax.',
      },
      source: {
        de: 'FZV 2011 § 15l: nicht nötig, wenn der Halter nur umzieht',
        en: 'FZV 2011 § 15l: not needed where the holder only moves',
      },
      breaches: ({ data: given }) => (given.reason !== 'HALTER' || given.tax ? [] : [['data', 'tax']]),
      example: [
        { at: ['data', 'reason'], value: 'HALTER' },
        { at: ['data', 'tax'], value: undefined },
      ],
    },
  ],
});
