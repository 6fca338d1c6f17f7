import type { FileStore, ListedFile } from '../../transports/file-store.ts';

/** Files that belong together, and whose last one is there. */
export interface FoundSet {
  /** What all their names begin with. */
  readonly name: string;
  /** As they lie in the folder, without the marker; sorted. */
  readonly files: readonly ListedFile[];
  /** `NAME.done`, where that says that the set is complete. */
  readonly marker: string | undefined;
}

interface Rule {
  readonly complete: 'marker' | 'unchanged';
  /** For how long nothing of a set must have changed, in milliseconds. */
  readonly settled: number;
}

/**
 * The sets that are complete, the oldest first. A set is what has the same name up to the first dot, and `NAME_attachments.zip`. It is
 * complete when `NAME.done` lies there, which is written last; or, by the other rule, when nothing of it changed for a while. A
 * file under a temporary name (`.part`, `.tmp`, `.filepart`) says that it is not.
 */
export async function findSets(store: FileStore, { complete, settled }: Rule, now: Date): Promise<FoundSet[]> {
  const files = (await store.list('')).filter(({ name, isFolder }) => !isFolder && !name.startsWith('.'));
  const named = Map.groupBy(files, ({ name }) => setOf(name));
  const sets = [...named].flatMap(([name, all]): FoundSet[] => {
    const marker = all.find((file) => file.name === `${name}.done`);
    const content = all.filter((file) => file !== marker).sort((one, other) => (one.name < other.name ? -1 : 1));
    if (content.length === 0 || content.some((file) => /\.(part|tmp|filepart)$/i.test(file.name))) return [];
    const isStill = content.every(({ modifiedAt }) => now.getTime() - modifiedAt.getTime() >= settled);
    const isComplete = complete === 'marker' ? marker !== undefined : isStill;
    return isComplete ? [{ name, files: content, marker: marker?.name }] : [];
  });
  return sets.sort((one, other) => newest(one) - newest(other));
}

function setOf(file: string): string {
  const [name = ''] = file.split('.', 1);
  return file.toLowerCase().endsWith('_attachments.zip') ? name.slice(0, -'_attachments'.length) : name;
}

function newest({ files }: FoundSet): number {
  return Math.max(...files.map(({ modifiedAt }) => modifiedAt.getTime()));
}
