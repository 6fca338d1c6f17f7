import { defineProcedure, z } from '../../../src/sdk.ts';

/** What an adapter must not do: it throws. The gateway takes that for `unknown`, and raises an alarm. See README.md. */
export default defineProcedure({
  id: 'teaching-crashes',
  version: '1.0.0',
  summary: { de: 'Zum Lernen: stürzt bei jeder Nachricht ab.', en: 'For learning: throws at every message.' },
  teaching: true,
  options: z.strictObject({}),
  capabilities: { success: 'handed-over', recognisesDuplicates: false },
  async deliver() {
    throw new Error('This adapter throws, to teach what follows.');
  },
});
