import { z } from 'zod';
import { type Node, scope } from '../../messages/definition.ts';
import type { Message } from '../../messages/head-g2g.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import { inCapitals } from '../formats/capitals.ts';
import { computeFinCheckDigit, fin, finCheckDigit, isFinOfIso3779 } from '../formats/fin.ts';

export const vehicle = z.strictObject({
  fin: z.string().describe('Fahrzeug-Identifizierungsnummer'),
  finCheckDigit: z
    .string()
    .optional()
    .describe('Check digit of the FIN, field (3) of the registration certificate; "-" if it has none'),
});

type Vehicle = z.output<typeof vehicle>;
type WithVehicle = { readonly vehicle: Vehicle };

const fields = scope<Vehicle>();

export const vehicleElements: Node<Vehicle>[] = [
  fields.text('fin', 'fin', fin),
  fields.text('pruefziffer', 'finCheckDigit', finCheckDigit, {
    optional: true,
    doc: { de: 'Feld 3 der Zulassungsbescheinigung', en: 'field (3) of the registration certificate' },
  }),
];

export const finCheckDigitRule = <Data extends WithVehicle>(): MessageRule<Message<Data>> => ({
  id: 'kfz-fin-pruefziffer',
  severity: 'error',
  text: {
    de: 'Die Prüfziffer (Feld 3 der Zulassungsbescheinigung) passt zur FIN.',
    en: 'The check digit (field 3 of the registration certificate) belongs to the FIN.',
  },
  source: {
    de: 'gpz.info, ikfz-plus.de: Gewichte 9…2, 10…2, modulo 11',
    en: 'gpz.info, ikfz-plus.de: weights 9…2, 10…2, modulo 11',
  },
  breaches: ({ data: { vehicle: given } }) => {
    if (given.finCheckDigit === undefined || given.finCheckDigit === '-' || fin.check(given.fin)) return [];
    const right = inCapitals(given.finCheckDigit) === computeFinCheckDigit(given.fin);
    return right ? [] : [['data', 'vehicle', 'finCheckDigit']];
  },
  example: [{ at: ['data', 'vehicle'], value: { fin: 'WMUSTER0000000017', finCheckDigit: '8' } }],
});

const shortFin = [{ at: ['data', 'vehicle'], value: { fin: 'MUSTER17' } }];

/** For vehicles that are registered for the first time. */
export const newFinRule = <Data extends WithVehicle>(): MessageRule<Message<Data>> => ({
  id: 'kfz-fin-neufahrzeug',
  severity: 'error',
  text: {
    de: 'Ein Fahrzeug, das zum ersten Mal zugelassen wird, hat eine FIN aus 17 Zeichen ohne I, O und Q.',
    en: 'A vehicle that is registered for the first time has a FIN of 17 characters without I, O and Q.',
  },
  source: 'ISO 3779',
  breaches: finIfOld,
  example: shortFin,
});

/** For all others: vehicles from before 1981/83 may have a shorter one. */
export const oldFinRule = <Data extends WithVehicle>(): MessageRule<Message<Data>> => ({
  id: 'kfz-fin-altfahrzeug',
  severity: 'warning',
  text: {
    de: 'Die FIN hat 17 Zeichen ohne I, O und Q, außer bei Fahrzeugen aus der Zeit vor 1981/83.',
    en: 'The FIN has 17 characters without I, O and Q, except for vehicles from before 1981/83.',
  },
  source: 'ISO 3779',
  breaches: finIfOld,
  example: shortFin,
});

function finIfOld({ data: { vehicle: given } }: Message<WithVehicle>) {
  return isFinOfIso3779(given.fin) ? [] : [['data', 'vehicle', 'fin']];
}
