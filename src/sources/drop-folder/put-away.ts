import { z } from 'zod';
import type { FileStore } from '../../transports/file-store.ts';
import { keep, own } from '../../transports/folder-memory.ts';

/** What was decided of a set, before any of its files is moved. */
const decision = z.object({ to: z.string(), files: z.array(z.string()) });

type Decision = z.output<typeof decision>;

const largestDecision = 1024 * 1024;

/** Notes where the files of a set go, and moves them. A process that dies meanwhile goes on with `finishMoves`. */
export async function putAway(store: FileStore, name: string, decided: Decision): Promise<void> {
  await keep(store, `${own}/${name}.moves`, JSON.stringify(decided));
  await move(store, name, decided);
}

/** Moves what was decided before. */
export async function finishMoves(store: FileStore): Promise<void> {
  if (!(await store.stat(own))) return;
  for (const { name: file } of await store.list(own)) {
    if (!file.endsWith('.moves')) continue;
    const bytes = await store.read(`${own}/${file}`, largestDecision);
    if (bytes)
      await move(
        store,
        file.slice(0, -'.moves'.length),
        decision.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))),
      );
  }
}

/** A set that comes once more lies there already: its files are the same, since `to` names their content. */
async function move(store: FileStore, name: string, { to, files }: Decision): Promise<void> {
  const [parent = to] = to.split('/', 1);
  for (const folder of [parent, to]) await store.makeFolder(folder);
  for (const file of files) {
    if (!(await store.stat(file))) continue;
    if (await store.stat(`${to}/${file}`)) await store.remove(file);
    else await store.rename(file, `${to}/${file}`);
  }
  await store.syncFolder(to);
  await store.remove(`${own}/${name}.moves`);
}
