import { readJson } from '../http/send.ts';
import type { Call } from './call.ts';

/** The most that a page may hold. */
const limit = 500;

/**
 * Reads all pages of a list. A service that names no `totalCount` is asked until a page is not full.
 *
 * @param member the member of the answer that holds the list.
 */
export async function readAllPages<Entry>(
  call: Call,
  path: string,
  member: string,
  readEntry: (value: unknown) => Entry | undefined,
  query: Readonly<Record<string, string>> = {},
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const page = await call({
      method: 'GET',
      path,
      query: { ...query, limit: String(limit), offset: String(entries.length) },
      repeatable: true,
      read: async (response) => readPage(await readJson(response), member, readEntry),
    });
    entries.push(...page.entries);
    const more = page.totalCount === undefined ? page.entries.length === limit : entries.length < page.totalCount;
    if (!more || page.entries.length === 0) return entries;
  }
}

function readPage<Entry>(
  answer: Record<string, unknown> | undefined,
  member: string,
  readEntry: (value: unknown) => Entry | undefined,
) {
  const list = answer?.[member];
  if (!Array.isArray(list)) return undefined;
  const entries = list.map(readEntry).filter((entry) => entry !== undefined);
  if (entries.length < list.length) return undefined;
  const { totalCount } = answer ?? {};
  return { entries, totalCount: typeof totalCount === 'number' ? totalCount : undefined };
}
