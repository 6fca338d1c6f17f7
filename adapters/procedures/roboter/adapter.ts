import { checkFolder, defineProcedure } from '../../../src/sdk.ts';
import { deliver, lookUp } from './deliver.ts';
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
  // What lies in the folder tells what became of an attempt that broke off.
  capabilities: { success: 'delivered', recognisesDuplicates: false },
  exchange,
  check: checkFolder,
  deliver,
  lookup: lookUp,
});
