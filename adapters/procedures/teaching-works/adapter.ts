import { constants } from 'node:fs';
import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CheckFault,
  type DeliveryJob,
  defineProcedure,
  type LookupOutcome,
  type Outcome,
  z,
} from '../../../src/sdk.ts';

/** How an adapter works, in its smallest form: it puts each message into a folder. For learning; see README.md. */

const options = z.strictObject({ folder: z.string().min(1).meta({ description: 'Where the messages are put.' }) });

type Options = z.infer<typeof options>;

export default defineProcedure<Options>({
  id: 'teaching-works',
  version: '1.0.0',
  summary: {
    de: 'Zum Lernen: legt jede Nachricht in einen Ordner.',
    en: 'For learning: puts each message into a folder.',
  },
  teaching: true,
  options,
  capabilities: { success: 'handed-over', recognisesDuplicates: true },
  check,
  deliver,
  lookup,
});

/** Tries the configuration out, and changes nothing. */
async function check({ options }: { options: Options }): Promise<CheckFault[]> {
  const isWritable = await access(options.folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (isWritable) return [];
  return [
    {
      option: ['folder'],
      problem: 'the folder cannot be written to',
      remedy: 'make it, or give the gateway the right',
    },
  ];
}

async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  const begun = performance.now();
  const outcome = await put(job);
  const { calls, options } = job;
  calls.record({
    step: 'put',
    target: options.folder,
    answer: outcome.answer,
    milliseconds: performance.now() - begun,
  });
  return outcome;
}

/** Under a temporary name first: nobody sees half a message, and the same message again replaces itself. */
async function put({ message, options, signal }: DeliveryJob<Options>): Promise<Outcome> {
  const file = join(options.folder, `${message.uuid}.xml`);
  try {
    await writeFile(`${file}.part`, message.xml, { signal });
    await rename(`${file}.part`, file);
    return { kind: 'handed-over', answer: 'lies in the folder' };
  } catch (error) {
    // Until it is renamed, nothing has been handed over.
    return { kind: 'later', answer: `not written (${codeOf(error)})` };
  }
}

/** What became of an attempt that broke off: the file tells. */
async function lookup({ message, options }: DeliveryJob<Options>): Promise<LookupOutcome> {
  const bytes = await readFile(join(options.folder, `${message.uuid}.xml`)).catch(codeOf);
  if (bytes === 'ENOENT') return { kind: 'absent', answer: 'no such file' };
  if (typeof bytes === 'string') return { kind: 'later', answer: `the folder cannot be read (${bytes})` };
  if (Buffer.compare(bytes, message.xml) !== 0) return { kind: 'unknown', answer: 'another file has its name' };
  return { kind: 'handed-over', answer: 'lies in the folder' };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'failed';
}
