import { checkAddress, defineProcedure } from '../../../src/sdk.ts';
import { deliver } from './deliver.ts';
import { exchange } from './exchange.ts';
import { type Options, options } from './options.ts';

/** Trade registers with an upload form for programs. Modelled, see README.md. */
export default defineProcedure<Options>({
  id: 'gewerbe-formular-textquittung',
  version: '1.0.0',
  summary: {
    de: 'Lädt die XML-Nachricht wie ein Webformular hoch (multipart/form-data); Quittung als Textzeilen.',
    en: 'Uploads the XML message as a web form does (multipart/form-data); the receipt is lines of text.',
  },
  takes: ['zustellwerk-gewerbe/*/*'],
  options,
  capabilities: { success: 'delivered', recognisesDuplicates: true },
  exchange,
  check: ({ options, signal }) => checkAddress(options, signal),
  deliver,
});
