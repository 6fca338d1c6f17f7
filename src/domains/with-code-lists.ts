import type { CodeList } from '../messages/code-list.ts';
import type { LoadedList } from '../messages/loaded-list.ts';
import { mayReplace, resolveList } from '../messages/resolve-list.ts';
import { listsOf, withLists } from '../messages/with-lists.ts';
import type { ServiceAct } from './service.ts';

/** The acts with the code lists that were loaded, where the types of their codes allow it. */
export function withCodeLists(acts: readonly ServiceAct[], loaded: readonly LoadedList[]): readonly ServiceAct[] {
  if (loaded.length === 0) return acts;
  return acts.map((act) => ({
    ...act,
    messages: act.messages.map((message) => ({
      ...message,
      definition: withLists(message.definition, (list) => resolveList(list, loaded)),
    })),
  }));
}

/** A code list of the definitions, and the messages that use it. */
export interface ListInUse {
  readonly list: CodeList;
  readonly messages: readonly string[];
}

/** The code lists that acts use, each version once. Those without an address are known to one message alone. */
export function listsInUse(acts: readonly ServiceAct[]): ListInUse[] {
  const found = new Map<string, { list: CodeList; messages: Set<string> }>();
  for (const { definition } of acts.flatMap(({ messages }) => messages)) {
    for (const list of listsOf(definition).filter(({ uri }) => uri !== '')) {
      const key = `${list.uri} ${list.version} ${list.type}`;
      const known = found.get(key) ?? { list, messages: new Set() };
      known.messages.add(definition.id);
      found.set(key, known);
    }
  }
  return [...found.values()].map(({ list, messages }) => ({ list, messages: [...messages] }));
}

/** Why a loaded list goes unused by these acts; undefined when it is used. */
export function whyUnused(
  loaded: LoadedList,
  all: readonly LoadedList[],
  acts: readonly ServiceAct[],
): string | undefined {
  const named = listsInUse(acts).filter(({ list }) => list.uri === loaded.uri);
  if (named.length === 0) return 'no message that is built here uses this list';
  const fitting = named.filter(({ list }) => mayReplace(list, loaded));
  if (fitting.length > 0) {
    if (fitting.some(({ list }) => resolveList(list, all).version === loaded.version)) return undefined;
    return 'a newer version is there as well';
  }
  const [{ list } = { list: undefined }] = named;
  if (list?.type === 1) return `the standard fixes version ${list.version} and its codes (type 1)`;
  if (list?.type === 2) return `the standard fixes version ${list.version} (type 2)`;
  return `it is older than version ${list?.version}, which is built in`;
}
