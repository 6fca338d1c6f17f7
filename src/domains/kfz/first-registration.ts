import { z } from 'zod';
import { type Node, scope } from '../../messages/definition.ts';
import type { Message } from '../../messages/head-g2g.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import { birthDateRules } from '../common-data.ts';
import { zodData } from '../data-schema.ts';
import { evb } from '../formats/evb.ts';
import { holder, holderElements } from './holder.ts';
import { zb2, zb2Elements } from './papers.ts';
import { nothingToRetainRule, plateWish, plateWishElements, plateWishRules } from './plate-wish.ts';
import { representative, representativeElements } from './representative.ts';
import { ibanRule, tax, taxElements } from './tax.ts';
import { finCheckDigitRule, newFinRule, vehicle, vehicleElements } from './vehicle.ts';

/**
 * What a vehicle needs that is registered for the first time (FZV 2011 § 15j): no previous plate, no code of ZB I and no
 * inspection yet. Neuzulassung and Tageszulassung share it.
 */
const firstRegistration = z.strictObject({
  vehicle,
  zb2,
  evb: z.string().describe('Number of the electronic confirmation of insurance, 7 characters'),
  holder,
  plateWish,
  tax,
  representative: representative.optional().describe('Who acts for the holder'),
});

export type FirstRegistration = z.output<typeof firstRegistration>;

export const firstRegistrationData = zodData(firstRegistration, birthDateRules('holder.person.birthDate'));

const data = scope<FirstRegistration>();

export const firstRegistrationElements: Node<FirstRegistration>[] = [
  data.inside('fahrzeug', 'vehicle', vehicleElements),
  data.inside('zulassungsbescheinigungTeil2', 'zb2', zb2Elements),
  data.text('evbNummer', 'evb', evb),
  data.inside('halter', 'holder', holderElements),
  data.inside('kennzeichenwunsch', 'plateWish', plateWishElements),
  data.inside('kfzSteuer', 'tax', taxElements),
  data.inside('vertreter', 'representative', representativeElements, { optional: true }),
];

export const firstRegistrationRules: MessageRule<Message<FirstRegistration>>[] = [
  finCheckDigitRule(),
  newFinRule(),
  ...plateWishRules(),
  nothingToRetainRule(),
  ibanRule(),
];
