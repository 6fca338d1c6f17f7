import type { FileStore } from './file-store.ts';

/** A file that is younger may still be written by a procedure that does not rename. */
const settledAfter = 60_000;

const replyLimit = 16 * 1024 * 1024;

/**
 * Takes the replies that lie in a folder, `*.antwort.xml`: reads each, hands it over, and removes it only then. The oldest
 * comes first, and one that cannot be handed over stays; so does one that was written less than a minute ago.
 *
 * @param receive stores a reply durably, and recognises one that it has: it comes again when removing fails.
 * @returns why some stayed, in words without content.
 * @throws StoreFault when the folder did not do something; what was not removed comes again.
 */
export async function takeReplies(
  store: FileStore,
  receive: (xml: Uint8Array) => Promise<void>,
  now: Date,
): Promise<string | undefined> {
  const listed = (await store.list('')).filter(({ name, isFolder }) => !isFolder && name.endsWith('.antwort.xml'));
  const settled = listed.filter(({ modifiedAt }) => now.getTime() - modifiedAt.getTime() >= settledAfter);
  const oldestFirst = settled.toSorted((one, other) => one.modifiedAt.getTime() - other.modifiedAt.getTime());
  let left: string | undefined;
  for (const { name, size } of oldestFirst) {
    const bytes = size > replyLimit ? undefined : await store.read(name, replyLimit);
    if (size > replyLimit) left = 'a reply of more than 16 MiB was left there';
    else if (bytes !== undefined && (await isStored(bytes, receive))) await store.remove(name);
    else if (bytes !== undefined) left = 'a reply could not be stored';
  }
  return left;
}

async function isStored(bytes: Uint8Array, receive: (xml: Uint8Array) => Promise<void>): Promise<boolean> {
  return receive(bytes).then(
    () => true,
    () => false,
  );
}
