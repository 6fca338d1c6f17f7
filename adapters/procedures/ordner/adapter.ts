import { checkFolder, defineProcedure } from '../../../src/sdk.ts';
import { deliver, lookUp } from './deliver.ts';
import { exchange } from './exchange.ts';
import { fetchReplies } from './fetch-replies.ts';
import { type Options, options } from './options.ts';

/** Procedures that fetch messages from a folder. The interface is modelled, see README.md. */
export default defineProcedure<Options>({
  id: 'ordner',
  version: '1.0.0',
  summary: {
    de: 'Legt die XML-Nachricht in einen Austauschordner (lokal oder SFTP), auf Wunsch mit Quittung als Datei.',
    en: 'Puts the XML message into an exchange folder (local or SFTP), with a receipt as a file where agreed.',
  },
  options,
  // What lies in the folder tells what became of an attempt that broke off.
  capabilities: { success: 'delivered', recognisesDuplicates: false },
  exchange,
  check: checkFolder,
  deliver,
  lookup: lookUp,
  fetchReplies,
});
