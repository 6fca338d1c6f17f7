import { day, id, list, mapping, text } from './fields.ts';

/**
 * One side of an agreement between two networks (Nachnutzung, "Einer für Alle" between counties). It holds once both
 * network files have it, with the same contract; both stay in the revisions, as proof of who consented to what.
 */
export const agreement = mapping({
  with: id.describe('Id of the other network.'),
  contract: text('the reference of the contract').describe(
    'Reference of the contract between the two, like "Zweckvereinbarung 17/2026"; the same on both sides.',
  ),
  services: list(id, 'services')
    .min(1, { error: 'at least one service' })
    .optional()
    .describe('Only these services; absent: all. What one side leaves out is not open.'),
  from: day.optional().describe('First day; absent: always.'),
  until: day.optional().describe('Last day; absent: without end.'),
});
