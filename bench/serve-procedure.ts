/**
 * The simulated procedure that messages are delivered to: checks each by its schema and answers with a receipt.
 *
 * @module
 */
import { startProcedure } from '../src/simulators/procedure.ts';
import { offer } from './server-process.ts';

const procedure = await startProcedure();
offer({ url: procedure.url, stop: procedure.close });
