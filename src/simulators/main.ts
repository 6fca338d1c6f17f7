/**
 * A simulated procedure as a process of its own:
 * `node src/simulators/main.ts --name meldewesen --port 0 --token secret --record received.jsonl`.
 *
 * Prints one JSON line with its address when it is ready, ends on SIGTERM or SIGINT.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { startProcedure } from './procedure.ts';

const { values } = parseArgs({
  options: {
    name: { type: 'string', default: 'Fachverfahren' },
    port: { type: 'string', default: '0' },
    token: { type: 'string' },
    record: { type: 'string' },
  },
});

const { name, port, token, record } = values;
const procedure = await startProcedure({
  name,
  port: Number(port),
  ...(token !== undefined && { token }),
  ...(record !== undefined && { recordFile: record }),
});
console.log(JSON.stringify({ url: procedure.url, name }));

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void procedure.close());
