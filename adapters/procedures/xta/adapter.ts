import { defineProcedure } from '../../../src/sdk.ts';
import { check } from './check.ts';
import { deliver } from './deliver.ts';
import { exchange } from './exchange.ts';
import { fetchReplies } from './fetch-replies.ts';
import { lookUp } from './look-up.ts';
import { type Options, options } from './options.ts';

/** Offices behind an XTA server. Tried against our own model of XTA 2 alone, see README.md. */
export default defineProcedure<Options>({
  id: 'xta',
  version: '1.0.0',
  summary: {
    de: 'Erteilt einem XTA-2-Server den Auftrag, die XML-Nachricht zum Leser zu bringen.',
    en: 'Orders an XTA 2 server to bring the XML message to its reader.',
  },
  options,
  // The order has the same id in every attempt, and `deliver` asks for it before it orders again.
  capabilities: { success: 'handed-over', recognisesDuplicates: true },
  exchange,
  check,
  deliver,
  lookup: lookUp,
  fetchReplies,
});
