import { defineProcedure } from '../../../src/sdk.ts';
import { check, deliver } from './deliver.ts';
import { exchange } from './exchange.ts';
import { type Options, options } from './options.ts';

/**
 * Procedures that take XML messages over HTTPS and answer with a receipt. The interface is modelled, see README.md.
 */
export default defineProcedure<Options>({
  id: 'xoev-https',
  version: '1.0.0',
  summary: {
    de: 'Sendet die XML-Nachricht über HTTPS an ein Verfahren, das mit einer Quittung antwortet.',
    en: 'Posts the XML message over HTTPS to a procedure that answers with a receipt.',
  },
  options,
  capabilities: { success: 'delivered', recognisesDuplicates: true },
  exchange,
  check,
  deliver,
});
