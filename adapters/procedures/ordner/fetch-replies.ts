import { overFolder, type RepliesJob, takeReplies } from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/** What the procedure has put into the folder as `*.antwort.xml`; each file is removed once it is stored. */
export async function fetchReplies({ options, receive, signal }: RepliesJob<Options>): Promise<string | undefined> {
  const left = await overFolder(options, signal, (store) => takeReplies(store, receive, new Date()));
  return typeof left === 'object' ? left.answer : left;
}
