import { z } from 'zod';
import { valueAt } from '../../messages/paths.ts';
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

/**
 * The law asks for trust level `hoch` where the certificate is issued electronically, as data (02) or as a document (03):
 * § 18 (3) BMG; nothing for post.
 */
export function isIssuedElectronically(data: unknown): boolean {
  const delivery = valueAt(data, ['certificate', 'delivery']);
  return delivery === '02' || delivery === '03';
}

export const meldebescheinigungData = zodData(meldebescheinigung, identificationRules);
