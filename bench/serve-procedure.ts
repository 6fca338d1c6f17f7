/**
 * The simulated procedure that messages are delivered to: checks each by its schema and answers with a receipt; with
 * `--slow MILLISECONDS` after so long.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { startProcedure } from '../src/simulators/procedure.ts';
import { offer } from './server-process.ts';

const { values } = parseArgs({ options: { slow: { type: 'string' } } });

const faults = values.slow === undefined ? [] : [{ kind: 'slow', ms: Number(values.slow), times: 1_000_000 } as const];
const procedure = await startProcedure({ faults });
offer({ url: procedure.url, stop: procedure.close });
