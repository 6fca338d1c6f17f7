import { z } from 'zod';
import { type Node, scope } from '../../../messages/definition.ts';
import type { At } from '../../../messages/paths.ts';
import { din } from '../../../messages/text-types.ts';
import { disclosureBlocks, residenceStatuses } from './register-code-lists.ts';
import { registeredPersonElements } from './registered-person.ts';
import { registeredPerson } from './registered-person-data.ts';

/** One person of a registration: what the register says of them, confirmed, and what the new dwelling is to them. */
export const registeringPerson = registeredPerson.extend({
  newResidenceStatus: z.string().describe('What the new dwelling becomes: 0 only, 1 main, 2 secondary dwelling'),
  objections: z
    .strictObject({
      reasons: z
        .array(z.string())
        .optional()
        .describe(
          'Codes of auskunftssperre: 2 religious communities, 5 jubilees, 7 parties, 10 Bundeswehr, 13 address books',
        ),
      underStateLaw: z.array(z.string()).optional().describe('Objections that the law of the Land adds, as text'),
    })
    .optional()
    .describe('Widersprüche and Übermittlungssperren that are to be entered'),
});

export type RegisteringPerson = z.output<typeof registeringPerson>;

const person = scope<RegisteringPerson>();
const objections = scope<At<RegisteringPerson, 'objections'>>();

const fromPortal = ['2', '5', '7', '10', '13'];

/** The objections that a portal may enter: the list has more keys, which only an authority sets. */
const objectionReasons = {
  ...disclosureBlocks,
  codes: Object.fromEntries(Object.entries(disclosureBlocks.codes ?? {}).filter(([code]) => fromPortal.includes(code))),
};

/**
 * `type.Meldeschein.Personendaten`. Its `landesspezifischeErweiterungen` is left out: no Land's content for it is
 * public.
 */
export const registeringPersonElements: Node<RegisteringPerson>[] = [
  person.group('bestaetigteMeldedaten', registeredPersonElements),
  person.inside(
    'widerspruecheUebermittlungssperren',
    'objections',
    [
      objections.code('eintragung', 'reasons', objectionReasons, { optional: true, many: true }),
      objections.text('eintragungLandesrecht', 'underStateLaw', din('C'), { optional: true, many: true }),
    ],
    { optional: true },
  ),
  person.code('statusDerNeuenWohnung', 'newResidenceStatus', residenceStatuses),
];
