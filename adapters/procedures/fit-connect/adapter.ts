import { defineProcedure } from '../../../src/sdk.ts';
import { check } from './check.ts';
import { deliver, lookUp } from './deliver.ts';
import { exchange } from './exchange.ts';
import { hear } from './hear.ts';
import { type Options, options } from './options.ts';

/** Offices whose procedure picks up at a destination of FIT-Connect. */
export default defineProcedure<Options>({
  id: 'fit-connect',
  version: '1.0.0',
  summary: {
    de: 'Reicht bei einem Zustellpunkt von FIT-Connect ein und folgt dem Ereignisprotokoll.',
    en: 'Submits to a destination of FIT-Connect and follows the event log.',
  },
  options,
  capabilities: { success: 'delivered', recognisesDuplicates: false },
  exchange,
  check,
  deliver,
  lookup: lookUp,
  hear,
});
