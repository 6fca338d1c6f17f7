import { defineProcedure } from '../../../src/sdk.ts';
import { check, deliver } from './deliver.ts';
import { exchange } from './exchange.ts';
import { type Options, options } from './options.ts';

/** Offices with nothing but a mailbox: the last resort, see README.md. */
export default defineProcedure<Options>({
  id: 'mail',
  version: '1.1.0',
  summary: {
    de: 'Sendet die XML-Nachricht und ein PDF zum Lesen als Anhänge einer E-Mail. Letztes Mittel: Es kommt keine Quittung.',
    en: 'Sends the XML message and a PDF to read as attachments of a mail. Last resort: there is no receipt.',
  },
  options,
  capabilities: { success: 'handed-over', recognisesDuplicates: false },
  exchange,
  check,
  deliver,
});
