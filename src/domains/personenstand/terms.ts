import { z } from 'zod';
import { type Node, scope } from '../../messages/definition.ts';
import { din, mark, wholeNumber } from '../../messages/text-types.ts';

/** How certificates are handed over and paid (XPersonenstand 26.11, Urkundenanforderung.Modalitaeten). */

/** An amount in Eurocent; a million Euro is more than any order costs. */
const mostCents = 100_000_000;
export const cents = wholeNumber(0, mostCents);
export const price = z.int().min(0).max(mostCents).describe('In Eurocent');

const account = z.strictObject({
  holder: z.string(),
  bank: z.string().optional(),
  iban: z.string(),
  bic: z.string().optional(),
});

const payment = z.strictObject({
  directDebit: account.optional().describe('Lastschrift from this account of the applicant'),
  prepayment: account.optional().describe('Vorkasse to this account of the Standesamt'),
  cashOnDelivery: z.literal(true).optional().describe('true for Nachnahme'),
  invoice: z.literal(true).optional().describe('true for Rechnung'),
  bookingReference: z.string().optional().describe('Of an electronic payment, which names none of the ways above'),
  note: z.string().optional(),
  total: price.describe('All that is ordered, in Eurocent'),
});

export const terms = z.strictObject({
  pickUp: z.literal(true).optional().describe('true when the applicant fetches the certificates at the Standesamt'),
  paid: z.literal(true).optional().describe('true when everything is paid already'),
  payment: payment.optional(),
});

type Terms = z.output<typeof terms>;

const from = scope<Terms>();
const ofPayment = scope<z.output<typeof payment>>();
const ofAccount = scope<z.output<typeof account>>();

const accountElements = [
  ofAccount.text('kontoinhaber', 'holder', din('C')),
  ofAccount.text('bank', 'bank', din('C'), { optional: true }),
  ofAccount.text('iBAN', 'iban', din('C')),
  ofAccount.text('sWIFT', 'bic', din('C'), { optional: true }),
];

export const termsElements: Node<Terms>[] = [
  from.text('abholungImStandesamt', 'pickUp', mark(), { optional: true }),
  from.text('zahlungErfolgt', 'paid', mark(), { optional: true }),
  from.inside(
    'zahlungsinformationen',
    'payment',
    [
      ofPayment.group(
        'zahlungsart',
        [
          ofPayment.choice([
            ofPayment.inside('lastschrift', 'directDebit', accountElements),
            ofPayment.inside('vorkasse', 'prepayment', accountElements),
            ofPayment.text('nachnahme', 'cashOnDelivery', mark()),
            ofPayment.text('rechnung', 'invoice', mark()),
          ]),
        ],
        { optional: true },
      ),
      ofPayment.text('buchungsreferenz', 'bookingReference', din('C'), { optional: true }),
      ofPayment.text('sonstigeZahlungsinformationen', 'note', din('C'), { optional: true }),
      ofPayment.text('gesamtkosten', 'total', cents, { doc: { de: 'in Eurocent', en: 'Eurocent' } }),
    ],
    { optional: true },
  ),
];
