/**
 * A message as a file in a folder that the gateway shares with a procedure; see docs/transports/exchange-folder.md.
 *
 * `NAME.xml` appears last and whole, after its checksum `NAME.xml.sha512`. What the gateway has to remember lies in
 * `.zustellwerk/` beside them, so that no attempt writes a message again that the procedure has already taken:
 *
 * - `NAME.begun`: both files are complete under their temporary names, and from now on they may have been renamed.
 * - `NAME.done`: nothing more is to come; `NAME.quittung.xml`: the receipt that came; `NAME.given-up`: a person looks.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { type FileStore, StoreFault } from './file-store.ts';
import { forget, keep, own, readMoment, whichOf } from './folder-memory.ts';

export interface Parcel {
  /** Names the files; the same in every attempt. Letters, digits, `-`. */
  readonly name: string;
  readonly xml: Uint8Array;
  readonly now: Date;
  /** Number of the attempt: a first one of a delivery that has ended means that a person sends it again. */
  readonly attempt: number;
}

/**
 * - `waiting`: the message lies there whole, or was `taken`; `since`: when it was put there.
 * - `receipt`: what the procedure wrote in answer, unread; `writtenAt` by the clock of the folder.
 * - `closed`: an earlier attempt has found that nothing more is to come.
 * - `given-up`: an earlier attempt has left it to a person.
 * - `conflict`: other bytes lie under our name; nothing was touched.
 */
export type FolderState =
  | { readonly kind: 'waiting'; readonly taken: boolean; readonly since: Date }
  | { readonly kind: 'receipt'; readonly bytes: Uint8Array; readonly writtenAt: Date }
  | { readonly kind: 'closed' | 'given-up' }
  | { readonly kind: 'conflict' };

const receiptLimit = 1024 * 1024;

/** The message has not appeared yet; `since`: it was complete under its temporary name then. */
interface Absent {
  readonly kind: 'absent';
  readonly since?: Date | undefined;
}

/**
 * Sees to it that the message lies in the folder, or finds that the procedure has it or has answered. Can be repeated at
 * any time, also after an attempt that ended anywhere.
 *
 * @throws StoreFault when the folder did not do something; nothing is lost then, and the next attempt finds out.
 */
export async function putIntoFolder(store: FileStore, parcel: Parcel): Promise<FolderState> {
  const { name, now, attempt } = parcel;
  if (attempt === 1) await beginAnew(store, name);
  const found = await find(store, parcel);
  if (found.kind !== 'absent') return found;
  await writeBoth(store, parcel);
  if (found.since === undefined) await keep(store, begun(name), now.toISOString());
  await show(store, name);
  return { kind: 'waiting', taken: false, since: found.since ?? now };
}

/**
 * Finds out what became of earlier attempts, and puts nothing there. `absent`: the message has never appeared, or a person
 * sends again what has ended.
 *
 * @throws StoreFault
 */
export async function lookIntoFolder(store: FileStore, parcel: Parcel): Promise<FolderState | Absent> {
  const isSentAgain = parcel.attempt === 1 && (await endsOf(store, parcel.name)).length > 0;
  return isSentAgain ? { kind: 'absent' } : find(store, parcel);
}

/**
 * Ends a delivery: keeps its receipt, or a mark where there is none to come; removes what the procedure has left lying;
 * and forgets deliveries that ended before `forgetBefore`.
 *
 * @throws StoreFault
 */
export async function closeInFolder(
  store: FileStore,
  { name, now }: Pick<Parcel, 'name' | 'now'>,
  receipt: Uint8Array | undefined,
  forgetBefore: Date,
): Promise<void> {
  const [place, content] = receipt ? [keptReceipt(name), receipt] : [done(name), now.toISOString()];
  if (!(await store.stat(place))) await keep(store, place, content);
  // What a procedure that gives no receipts has not taken yet, it still has to take.
  const leftovers = receipt ? [`${name}.xml`, `${name}.xml.sha512`, `${name}.quittung.xml`] : [];
  const strays = [`${name}.xml.part`, `${name}.xml.sha512.part`, givenUp(name)];
  for (const file of [...leftovers, ...strays, begun(name)]) await store.remove(file);
  await forget(store, /\.(done|quittung\.xml)$/, forgetBefore);
}

/**
 * Notes that a person looks at a delivery: only when that person sends it again is it written again, should it be gone.
 *
 * @throws StoreFault
 */
export async function giveUpInFolder(store: FileStore, { name, now }: Pick<Parcel, 'name' | 'now'>): Promise<void> {
  await keep(store, givenUp(name), now.toISOString());
}

async function find(store: FileStore, { name, xml, now }: Parcel): Promise<FolderState | Absent> {
  for (const place of [keptReceipt(name), `${name}.quittung.xml`]) {
    const bytes = await store.read(place, receiptLimit);
    const stat = bytes && (await store.stat(place));
    if (stat) return { kind: 'receipt', bytes, writtenAt: stat.modifiedAt };
  }
  if (await store.stat(done(name))) return { kind: 'closed' };
  if (await store.stat(givenUp(name))) return { kind: 'given-up' };
  const since = await readMoment(store, begun(name));
  const shown = await store.stat(`${name}.xml`);
  if (shown) {
    // What was begun here is ours; else the bytes have to say so.
    const isOurs = shown.size === xml.length && (since !== undefined || (await isSame(store, `${name}.xml`, xml)));
    if (!isOurs) return { kind: 'conflict' };
    if (since === undefined) await keep(store, begun(name), now.toISOString());
    return { kind: 'waiting', taken: false, since: since ?? now };
  }
  const wasShown = since !== undefined && !(await store.stat(`${name}.xml.part`));
  return wasShown ? { kind: 'waiting', taken: true, since } : { kind: 'absent', since };
}

/** After a delivery has ended: a message that still lies there begins its term anew, one that is gone is written again. */
async function beginAnew(store: FileStore, name: string): Promise<void> {
  const ends = await endsOf(store, name);
  if (ends.length > 0) for (const place of [begun(name), ...ends]) await store.remove(place);
}

function endsOf(store: FileStore, name: string): Promise<string[]> {
  return whichOf(store, [keptReceipt(name), done(name), givenUp(name)]);
}

async function writeBoth(store: FileStore, { name, xml }: Parcel): Promise<void> {
  await store.write(`${name}.xml.part`, xml);
  if (!(await store.stat(`${name}.xml.sha512`))) await store.write(`${name}.xml.sha512.part`, checksum(name, xml));
  await store.syncFolder('');
}

async function show(store: FileStore, name: string): Promise<void> {
  for (const file of [`${name}.xml.sha512`, `${name}.xml`]) {
    if (!(await store.stat(file))) await store.rename(`${file}.part`, file);
  }
  await store.syncFolder('');
}

async function isSame(store: FileStore, place: string, bytes: Uint8Array): Promise<boolean> {
  const found = await store.read(place, bytes.length);
  if (found === undefined) throw new StoreFault('the folder changed meanwhile');
  return Buffer.compare(found, bytes) === 0;
}

/** As `sha512sum` writes it, so that `sha512sum --check` reads it. */
function checksum(name: string, xml: Uint8Array): Uint8Array {
  return Buffer.from(`${createHash('sha512').update(xml).digest('hex')}  ${name}.xml\n`);
}

function begun(name: string): string {
  return `${own}/${name}.begun`;
}

function done(name: string): string {
  return `${own}/${name}.done`;
}

function givenUp(name: string): string {
  return `${own}/${name}.given-up`;
}

function keptReceipt(name: string): string {
  return `${own}/${name}.quittung.xml`;
}
