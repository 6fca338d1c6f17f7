/**
 * A case as a folder that a robot works through; see docs/transports/robot-folder.md.
 *
 * `NAME/` appears whole. The robot writes `taken` into it, then `ergebnis.json`, then `done`. What the gateway has to
 * remember lies in `.zustellwerk/` beside the cases, as with the exchange folder.
 *
 * @module
 */
import type { FileStore } from './file-store.ts';
import { forget, keep, own, readMoment, whichOf } from './folder-memory.ts';

export interface RobotCase {
  /** Names the folder; the same in every attempt. */
  readonly name: string;
  /** By path in the folder; called when the folder has to be written. */
  readonly files: () => ReadonlyMap<string, Uint8Array>;
  readonly now: Date;
  /** Number of the attempt: a first one of a case that has ended means that a person sends it again. */
  readonly attempt: number;
}

/**
 * - `waiting`: the case lies there whole; `taken`: the robot has begun; `since`: when it was put there.
 * - `result`: `ergebnis.json` unread, undefined when the robot is done without one; `writtenAt` by the clock of the folder.
 * - `given-up`: an earlier attempt has left it to a person.
 * - `gone`: somebody has moved the folder away.
 * - `conflict`: something that is not our folder lies under its name.
 */
export type CaseState =
  | { readonly kind: 'waiting'; readonly taken: boolean; readonly since: Date }
  | { readonly kind: 'result'; readonly bytes: Uint8Array | undefined; readonly writtenAt: Date }
  | { readonly kind: 'given-up' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'conflict' };

const resultLimit = 1024 * 1024;

/** The case has not appeared yet; `since`: it was complete under its temporary name then. */
interface Absent {
  readonly kind: 'absent';
  readonly since?: Date | undefined;
}

/**
 * Sees to it that the case lies there, or finds how far the robot is. Can be repeated at any time.
 *
 * @throws StoreFault when the folder did not do something; nothing is lost then, and the next attempt finds out.
 */
export async function putCase(store: FileStore, { name, files, now, attempt }: RobotCase): Promise<CaseState> {
  if (attempt === 1) await offerAnew(store, name, now);
  const found = await find(store, name, now);
  if (found.kind !== 'absent') return found;
  await writeFiles(store, unfinished(name), files());
  if (found.since === undefined) await keep(store, begun(name), now.toISOString());
  await store.rename(unfinished(name), name);
  await store.syncFolder('');
  return { kind: 'waiting', taken: false, since: found.since ?? now };
}

/**
 * Finds how far the robot is, and puts nothing there. `absent`: the case has never appeared, or a person sends again what
 * has ended.
 *
 * @throws StoreFault
 */
export async function lookForCase(
  store: FileStore,
  { name, now, attempt }: Omit<RobotCase, 'files'>,
): Promise<CaseState | Absent> {
  const isSentAgain = attempt === 1 && (await endsOf(store, name)).length > 0;
  return isSentAgain ? { kind: 'absent' } : find(store, name, now);
}

/**
 * Leaves a case to a person: only when that person sends it again is it offered again. Where no robot has begun it, it is
 * taken out of the robot's way, so that robot and person do not both work on it.
 *
 * @throws StoreFault
 */
export async function giveUpCase(store: FileStore, name: string, taken: boolean, now: Date): Promise<void> {
  if (!taken && (await store.stat(name))) {
    await store.rename(name, withdrawn(name));
    await store.syncFolder('');
  }
  await keep(store, givenUp(name), now.toISOString());
}

/**
 * Ends a case: keeps its result, removes its folder, and forgets cases that ended before `forgetBefore`.
 *
 * @throws StoreFault
 */
export async function closeCase(store: FileStore, name: string, result: Uint8Array, forgetBefore: Date): Promise<void> {
  if (!(await store.stat(keptResult(name)))) await keep(store, keptResult(name), result);
  // Out of the robot's way first: half a folder, without its marks, would look like a new case.
  await removeTree(store, closed(name));
  if (await store.stat(name)) await store.rename(name, closed(name));
  for (const folder of [closed(name), unfinished(name)]) await removeTree(store, folder);
  for (const mark of [begun(name), givenUp(name)]) await store.remove(mark);
  await forget(store, /\.ergebnis\.json$/, forgetBefore);
}

async function find(store: FileStore, name: string, now: Date): Promise<CaseState | Absent> {
  const kept = await store.read(keptResult(name), resultLimit);
  if (kept) return { kind: 'result', bytes: kept, writtenAt: now };
  const since = await readMoment(store, begun(name));
  const folder = await store.stat(name);
  const isGivenUp = (await store.stat(givenUp(name))) !== undefined;
  if (folder) {
    if (!folder.isFolder || since === undefined) return { kind: 'conflict' };
    const state = await look(store, name, since);
    return state.kind === 'waiting' && isGivenUp ? { kind: 'given-up' } : state;
  }
  if (isGivenUp) return { kind: 'given-up' };
  const wasShown = since !== undefined && !(await store.stat(unfinished(name)));
  return wasShown ? { kind: 'gone' } : { kind: 'absent', since };
}

/** After a case has ended: with a term of its own, what is still there; else as if it were new. */
async function offerAnew(store: FileStore, name: string, now: Date): Promise<void> {
  const ends = await endsOf(store, name);
  if (ends.length === 0) return;
  if (await store.stat(withdrawn(name))) await store.rename(withdrawn(name), name);
  if (await store.stat(name)) await keep(store, begun(name), now.toISOString());
  else await store.remove(begun(name));
  for (const end of ends) await store.remove(end);
}

function endsOf(store: FileStore, name: string): Promise<string[]> {
  return whichOf(store, [keptResult(name), givenUp(name)]);
}

async function look(store: FileStore, name: string, since: Date): Promise<CaseState> {
  const done = await store.stat(`${name}/done`);
  if (!done) return { kind: 'waiting', taken: (await store.stat(`${name}/taken`)) !== undefined, since };
  return {
    kind: 'result',
    bytes: await store.read(`${name}/ergebnis.json`, resultLimit),
    writtenAt: done.modifiedAt,
  };
}

async function writeFiles(store: FileStore, folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await store.makeFolder(folder);
  const inner = new Set([...files.keys()].filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? ''));
  for (const each of inner) await store.makeFolder(`${folder}/${each}`);
  for (const [path, bytes] of files) await store.write(`${folder}/${path}`, bytes);
  for (const each of inner) await store.syncFolder(`${folder}/${each}`);
  await store.syncFolder(folder);
  await store.syncFolder('');
}

async function removeTree(store: FileStore, folder: string): Promise<void> {
  const stat = await store.stat(folder);
  if (stat?.isFolder) {
    for (const { name, isFolder } of await store.list(folder)) {
      const path = `${folder}/${name}`;
      await (isFolder ? removeTree(store, path) : store.remove(path));
    }
  }
  await store.remove(folder);
}

function unfinished(name: string): string {
  return `.${name}.part`;
}

function closed(name: string): string {
  return `.${name}.erledigt`;
}

function withdrawn(name: string): string {
  return `.${name}.zurueckgezogen`;
}

function begun(name: string): string {
  return `${own}/${name}.begun`;
}

function givenUp(name: string): string {
  return `${own}/${name}.given-up`;
}

function keptResult(name: string): string {
  return `${own}/${name}.ergebnis.json`;
}
