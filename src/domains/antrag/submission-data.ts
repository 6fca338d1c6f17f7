import { z } from 'zod';
import { partySchema } from './party-data.ts';

/** What a submission says around its data, for messages that carry it: who applies, how they are known, what was paid. */

const authentication = z.strictObject({
  level: z
    .string()
    .optional()
    .describe("Vertrauensniveau: normal, substantiell or hoch, or the account's own word; left out: nothing is known"),
  method: z
    .string()
    .describe(
      'How the person proved who they are: eID, eIDAS, Elster, Unternehmenskonto, Benutzername, none, or in words',
    ),
  account: z.string().optional().describe('Through which account, for example BundID'),
  at: z.string().optional().describe('When, with time zone'),
  mailbox: z.string().optional().describe('Handle of the mailbox of that account, for answers'),
  identificationReport: z
    .strictObject({
      version: z.string().describe('For example 1.0.0'),
      content: z.string().describe('As the account signed it (JWT)'),
    })
    .optional()
    .describe('What the account says of the identification; handed on as it is'),
  assertion: z.string().optional().describe('JWT by an issuer that the operator trusts, where one is asked for'),
});

const payment = z.strictObject({
  provider: z.string().optional().describe('Which payment service, for example pmPayment or ePayBL'),
  transactionId: z.string(),
  transactionReference: z.string().optional(),
  amount: z.int().min(0).max(99_999_900).describe('Cents'),
  currency: z.literal('EUR'),
  method: z.string().describe('paymentMethod of XBezahldienste, or in words'),
  at: z.string().describe('When, with time zone'),
  status: z
    .enum(['INITIAL', 'PAYED', 'FAILED', 'CANCELED', 'BOOKED'])
    .describe('As XBezahldienste spells them; BOOKED, the word of FIT-Connect, is PAYED'),
  treasuryReference: z.string().optional().describe('Kassenzeichen'),
});

/** The members by their names in the submission. */
export const submissionMembers = {
  applicant: partySchema
    .optional()
    .meta({ description: 'Who applies: a person or an organisation. For services whose message carries it' }),
  representative: partySchema.optional().meta({ description: 'Who acts for the applicant' }),
  authentication: authentication.optional().meta({ description: 'How the portal knows the applicant' }),
  payment: payment.optional().meta({ description: 'What the portal took, after XBezahldienste 1.0.0' }),
};

export type SubmissionMember = keyof typeof submissionMembers;

export const submissionMemberNames: readonly SubmissionMember[] = [
  'applicant',
  'representative',
  'authentication',
  'payment',
];

type Output<M extends SubmissionMember> = NonNullable<z.output<(typeof submissionMembers)[M]>>;

/** Those that were given. */
export type SubmissionMembers = { readonly [M in SubmissionMember]?: Output<M> | undefined };
