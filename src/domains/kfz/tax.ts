import { z } from 'zod';
import { type Node, scope } from '../../messages/definition.ts';
import type { Message } from '../../messages/head-g2g.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import { din } from '../../messages/text-types.ts';
import { bic } from '../formats/bic.ts';
import { hasIbanCheckDigits, iban } from '../formats/iban.ts';
import { yesNoCodes } from './code-lists.ts';

/**
 * The SEPA mandate for the vehicle tax. Creditor and mandate reference are the customs administration's, so no portal
 * knows them.
 */
export const tax = z.strictObject({
  accountHolder: z.string(),
  iban: z.string(),
  bic: z.string().optional(),
  taxBenefit: z.boolean().describe('Whether a tax benefit is claimed (Steuervergünstigung)'),
});

type Tax = z.output<typeof tax>;

const fields = scope<Tax>();

export const taxElements: Node<Tax>[] = [
  fields.group('sepaMandat', [
    fields.text('kontoinhaber', 'accountHolder', din('D', { max: 500 })),
    fields.text('iban', 'iban', iban),
    fields.text('bic', 'bic', bic, { optional: true }),
  ]),
  fields.yesNo('steuerverguenstigung', 'taxBenefit', yesNoCodes),
];

export const ibanRule = <Data extends { readonly tax?: Tax | undefined }>(): MessageRule<Message<Data>> => ({
  id: 'kfz-iban-pruefziffern',
  severity: 'error',
  text: {
    de: 'Die Prüfziffern der IBAN stimmen (Modulo 97).',
    en: 'The check digits of the IBAN are right (modulo 97).',
  },
  source: 'ISO 13616, ISO 7064 MOD 97-10',
  breaches: ({ data }) =>
    data.tax === undefined || hasIbanCheckDigits(data.tax.iban) ? [] : [['data', 'tax', 'iban']],
  example: [
    {
      at: ['data', 'tax'],
      value: { accountHolder: 'Erika Muster', iban: 'DE00370400440532013000', taxBenefit: false },
    },
  ],
});
