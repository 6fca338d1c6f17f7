import { checkAddress, defineProcedure } from '../../../src/sdk.ts';
import { deliver } from './deliver.ts';
import { exchange } from './exchange.ts';
import { type Options, options } from './options.ts';

/** Trade registers with a REST interface in two calls: reserve a case number, hand the XML over. Modelled, see README.md. */
export default defineProcedure<Options>({
  id: 'gewerbe-rest-zweischritt',
  version: '1.0.0',
  summary: {
    de: 'Reserviert per REST eine Vorgangsnummer und übergibt die XML-Nachricht dorthin; Quittung als JSON.',
    en: 'Reserves a case number by REST and hands the XML message over to it; the receipt is JSON.',
  },
  takes: ['zustellwerk-gewerbe/*/*'],
  options,
  capabilities: { success: 'delivered', recognisesDuplicates: true },
  exchange,
  check: ({ options, signal }) => checkAddress(options, signal),
  deliver,
});
