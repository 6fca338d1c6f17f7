import { checkAddress, defineProcedure } from '../../../src/sdk.ts';
import { deliver } from './deliver.ts';
import { exchange } from './exchange.ts';
import { type Options, options } from './options.ts';

/** Registers of residents with a WebDAV folder for import. Modelled, see README.md. */
export default defineProcedure<Options>({
  id: 'meldewesen-webdav-quittungsdatei',
  version: '1.0.0',
  summary: {
    de: 'Legt die XML-Nachricht in einem WebDAV-Ordner ab; die Quittung liegt später als Datei daneben.',
    en: 'Puts the XML message into a WebDAV folder; the receipt lies beside it later, as a file.',
  },
  takes: ['xmeld/*/*'],
  options,
  capabilities: { success: 'delivered', recognisesDuplicates: true },
  exchange,
  check: ({ options, signal }) => checkAddress(options, signal),
  deliver,
});
