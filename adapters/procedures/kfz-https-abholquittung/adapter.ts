import { checkAddress, defineProcedure } from '../../../src/sdk.ts';
import { deliver } from './deliver.ts';
import { exchange } from './exchange.ts';
import { type Options, options } from './options.ts';

/** Vehicle registration that answers 202 at once and has the receipt fetched later. Modelled, see README.md. */
export default defineProcedure<Options>({
  id: 'kfz-https-abholquittung',
  version: '1.0.0',
  summary: {
    de: 'Sendet die XML-Nachricht über HTTPS; das Verfahren antwortet 202, die Quittung wird später abgeholt.',
    en: 'Posts the XML message over HTTPS; the procedure answers 202, and the receipt is fetched later.',
  },
  takes: ['zustellwerk-kfz/*/*'],
  options,
  capabilities: { success: 'delivered', recognisesDuplicates: true },
  exchange,
  check: ({ options, signal }) => checkAddress(options, signal),
  deliver,
});
