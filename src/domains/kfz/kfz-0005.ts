import { z } from 'zod';
import { scope } from '../../messages/definition.ts';
import { birthDateRules } from '../common-data.ts';
import { zodData } from '../data-schema.ts';
import { holder, holderElements } from './holder.ts';
import { kfzMessage } from './kfz.ts';
import { zb1, zb1Elements } from './papers.ts';
import { plate, plateElements, plateRules } from './plate.ts';
import { representative, representativeElements } from './representative.ts';
import { finCheckDigitRule, oldFinRule, vehicle, vehicleElements } from './vehicle.ts';

/**
 * The holder moved and the plate stays: neither insurance and SEPA mandate nor ZB II are needed (FZV 2011 § 15l). With a
 * new plate it is an Umschreibung.
 */
const adressaenderung = z.strictObject({
  vehicle,
  plate,
  zb1,
  holder: holder.describe('The holder, with the new address'),
  representative: representative.optional().describe('Who acts for the holder'),
});

type Adressaenderung = z.output<typeof adressaenderung>;

export const adressaenderungData = zodData(adressaenderung, birthDateRules('holder.person.birthDate'));

const data = scope<Adressaenderung>();

/** `portal2zulassungsbehoerde.adressaenderung.0005`: the holder of a vehicle has a new address (modelled). */
export const adressaenderung0005 = kfzMessage<Adressaenderung>({
  type: '0005',
  act: 'adressaenderung',
  title: { de: 'Adressänderung', en: 'New address of the holder of a vehicle' },
  legalBasis: {
    de: 'FZV 2011 § 15l (in der FZV von 2023 neu gezählt)',
    en: 'FZV 2011 § 15l (renumbered in the FZV of 2023)',
  },
  content: [
    data.inside('fahrzeug', 'vehicle', vehicleElements),
    data.inside('kennzeichen', 'plate', plateElements),
    data.inside('zulassungsbescheinigungTeil1', 'zb1', zb1Elements),
    data.inside('halter', 'holder', holderElements),
    data.inside('vertreter', 'representative', representativeElements, { optional: true }),
  ],
  rules: [finCheckDigitRule(), oldFinRule(), ...plateRules()],
});
