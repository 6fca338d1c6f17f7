import { checkAddress, defineProcedure } from '../../../src/sdk.ts';
import { deliver } from './deliver.ts';
import { exchange } from './exchange.ts';
import { type Options, options } from './options.ts';

/** Registers of residents with a SOAP interface that answers with a receipt in the body, or a fault. Modelled, see README.md. */
export default defineProcedure<Options>({
  id: 'meldewesen-soap-quittung',
  version: '1.0.0',
  summary: {
    de: 'Übergibt die XML-Nachricht in einem SOAP-1.1-Umschlag; Quittung im Rumpf der Antwort oder SOAP-Fehler.',
    en: 'Hands the XML message over in a SOAP 1.1 envelope; the receipt is in the body of the answer, or it is a SOAP fault.',
  },
  takes: ['xmeld/*/*'],
  options,
  capabilities: { success: 'delivered', recognisesDuplicates: true },
  exchange,
  check: ({ options, signal }) => checkAddress(options, signal),
  deliver,
});
