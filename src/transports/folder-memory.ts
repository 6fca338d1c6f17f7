import { type FileStore, StoreFault } from './file-store.ts';

/** Where the gateway keeps in a shared folder what it has to remember of its deliveries. */
export const own = '.zustellwerk';

/**
 * Writes a file of ours whole, in place of what was there.
 *
 * @throws StoreFault
 */
export async function keep(store: FileStore, place: string, content: Uint8Array | string): Promise<void> {
  await store.makeFolder(own);
  await store.write(`${place}.part`, typeof content === 'string' ? Buffer.from(content) : content);
  await store.remove(place);
  await store.rename(`${place}.part`, place);
  await store.syncFolder(own);
}

/**
 * Reads a moment that was kept; undefined when there is none.
 *
 * @throws StoreFault
 */
export async function readMoment(store: FileStore, place: string): Promise<Date | undefined> {
  const bytes = await store.read(place, 100);
  if (bytes === undefined) return undefined;
  const moment = new Date(Buffer.from(bytes).toString('utf8').trim());
  if (Number.isNaN(moment.getTime())) throw new StoreFault('somebody has changed what the gateway keeps');
  return moment;
}

/**
 * Removes what was kept of deliveries that ended before a moment.
 *
 * @throws StoreFault
 */
export async function forget(store: FileStore, names: RegExp, before: Date): Promise<void> {
  const old = (await store.list(own)).filter(({ name, modifiedAt }) => names.test(name) && modifiedAt < before);
  for (const { name } of old) await store.remove(`${own}/${name}`);
}

/**
 * The places under which there is something.
 *
 * @throws StoreFault
 */
export async function whichOf(store: FileStore, places: readonly string[]): Promise<string[]> {
  const there: string[] = [];
  for (const place of places) if (await store.stat(place)) there.push(place);
  return there;
}
