import { z } from 'zod';
import { zodData } from '../data-schema.ts';
import { identificationMembers, identificationRules } from './identification-data.ts';

/** What a citizen says to get a Meldebescheinigung (§ 18 BMG): who, where, and what the certificate is to contain. */
const meldebescheinigung = z.strictObject({
  ...identificationMembers,
  certificate: z.strictObject({
    delivery: z
      .string()
      .describe('Code of meldebescheinigung.zustellvariante: 01 post, 02 data, 03 electronic document'),
    extraElements: z
      .array(z.string())
      .optional()
      .describe('Codes of meldebescheinigung.anforderungselement; left out: the minimum (§ 18 (1) BMG)'),
  }),
});

export type Meldebescheinigung = z.output<typeof meldebescheinigung>;

export const meldebescheinigungData = zodData(meldebescheinigung, identificationRules);
