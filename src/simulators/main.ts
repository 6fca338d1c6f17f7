/**
 * A simulated procedure as a process of its own:
 * `node src/simulators/main.ts --name meldewesen --port 0 --token secret --record received.jsonl`. With
 * `--replies '{"url": "http://127.0.0.1:8080", "keys": {"dbs:03457013": "KEY"}, "after": 1000}'` it answers that office's
 * messages after a while.
 *
 * Prints one JSON line with its address when it is ready, ends on SIGTERM or SIGINT.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { startProcedure } from './procedure.ts';
import { replyPlan } from './replier.ts';

const { values } = parseArgs({
  options: {
    name: { type: 'string', default: 'Fachverfahren' },
    port: { type: 'string', default: '0' },
    token: { type: 'string' },
    record: { type: 'string' },
    replies: { type: 'string' },
  },
});

const { name, port, token, record, replies } = values;
const procedure = await startProcedure({
  name,
  port: Number(port),
  ...(token !== undefined && { token }),
  ...(record !== undefined && { recordFile: record }),
  ...(replies !== undefined && { replies: replyPlan.parse(JSON.parse(replies)) }),
});
console.log(JSON.stringify({ url: procedure.url, name }));

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void procedure.close());
