import { checkAddress, defineProcedure } from '../../../src/sdk.ts';
import { deliver } from './deliver.ts';
import { exchange } from './exchange.ts';
import { type Options, options } from './options.ts';

/** Vehicle registration behind a function call by JSON, with numbers for answers. Modelled, see README.md. */
export default defineProcedure<Options>({
  id: 'kfz-json-rueckgabecode',
  version: '1.0.0',
  summary: {
    de: 'Übergibt die XML-Nachricht in einem JSON-Umschlag; das Verfahren antwortet sofort mit einem Rückgabecode.',
    en: 'Hands the XML message over in a JSON envelope; the procedure answers at once with a return code.',
  },
  takes: ['zustellwerk-kfz/*/*'],
  options,
  capabilities: { success: 'delivered', recognisesDuplicates: true },
  exchange,
  check: ({ options, signal }) => checkAddress(options, signal),
  deliver,
});
