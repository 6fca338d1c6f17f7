import { defineProcedure } from '../../../src/sdk.ts';
import { deliver } from './deliver.ts';
import { exchange } from './exchange.ts';
import { type Options, options } from './options.ts';

/** Robots that key cases into a procedure without an interface. The interface is modelled, see README.md. */
export default defineProcedure<Options>({
  id: 'roboter',
  version: '1.0.0',
  summary: {
    de: 'Legt je Fall einen Ordner mit JSON, CSV, XML und Dateien ab, den ein Software-Roboter abarbeitet.',
    en: 'Puts a folder with JSON, CSV, XML and files for each case, which a software robot works through.',
  },
  options,
  // The adapter looks what lies there before it writes: only what a person has to look at is unknown.
  capabilities: { success: 'delivered', recognisesDuplicates: false },
  exchange,
  deliver,
});
