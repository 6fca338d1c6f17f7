import { defineProcedure, z } from '../../../src/sdk.ts';

/** How an adapter refuses: for good, with a finding that says why. For learning; see README.md. */
export default defineProcedure({
  id: 'teaching-refuses',
  version: '1.0.0',
  summary: { de: 'Zum Lernen: lehnt jede Nachricht ab.', en: 'For learning: refuses every message.' },
  teaching: true,
  options: z.strictObject({
    text: z
      .string()
      .default('Dieses Fachverfahren lehnt alles ab.')
      .meta({ description: 'What the finding says. Sealed, like all that a vendor says.' }),
  }),
  capabilities: { success: 'handed-over', recognisesDuplicates: true },
  async deliver({ options }) {
    return { kind: 'rejected', findings: [{ id: 'teaching', text: options.text }], answer: 'refused, to teach' };
  },
});
