import type { Contract } from './contract.ts';

/** The lists of which only codes appear that are always the same, with these codes: nobody has to check them. */
export function constantCodes({ fields, replies }: Pick<Contract, 'fields' | 'replies'>): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  const open = new Set<string>();
  for (const { list, source } of [...fields, ...replies.flatMap((reply) => reply.fields)]) {
    if (list === undefined || source === undefined) continue;
    if ('path' in source) open.add(list);
    else found.set(list, (found.get(list) ?? new Set()).add(source.constant));
  }
  return new Map([...found].filter(([list]) => !open.has(list)).map(([list, codes]) => [list, [...codes]]));
}
