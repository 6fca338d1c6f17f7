import { defineProcedure } from '../../../src/sdk.ts';
import { deliver } from './deliver.ts';
import { exchange } from './exchange.ts';
import { type Options, options } from './options.ts';

/** Offices with nothing but a mailbox: the last resort, see README.md. */
export default defineProcedure<Options>({
  id: 'mail',
  version: '1.0.0',
  summary: {
    de: 'Sendet die XML-Nachricht als Anhang einer E-Mail. Letztes Mittel: keine Quittung, kein Schutz hinter dem Mailserver.',
    en: 'Sends the XML message as an attachment of a mail. Last resort: no receipt, no protection behind the mail server.',
  },
  options,
  capabilities: { success: 'handed-over', recognisesDuplicates: false },
  exchange,
  deliver,
});
