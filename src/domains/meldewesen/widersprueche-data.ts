import { z } from 'zod';
import { zodData } from '../data-schema.ts';
import { identificationMembers, identificationRules } from './identification-data.ts';

const keys = 'keys of auskunftssperre: 2 religious society, 5 jubilees, 7 parties, 10 Bundeswehr, 13 address books';

/** Which Widersprüche and Übermittlungssperren a citizen enters and deletes (§ 36 (2), § 42 (3), § 50 (5) BMG). */
const widersprueche = z.strictObject({
  ...identificationMembers,
  objections: z.strictObject({
    enter: z.array(z.string()).optional().describe(`To enter; ${keys}`),
    remove: z.array(z.string()).optional().describe(`To delete; ${keys}`),
    enterByStateLaw: z.array(z.string()).optional().describe('To enter by the law of the Land, in its words'),
    removeByStateLaw: z.array(z.string()).optional().describe('To delete by the law of the Land, in its words'),
  }),
});

export type Widersprueche = z.output<typeof widersprueche>;

export const widerspruecheData = zodData(widersprueche, identificationRules);
