import { type RepliesJob, xta } from '../../../src/sdk.ts';
import { withAccess } from './access.ts';
import type { Options } from './options.ts';

/** What lies in the account's mailbox at the XTA server; each message is closed once it is stored. */
export async function fetchReplies(job: RepliesJob<Options>): Promise<string | undefined> {
  const { party: identifier } = job.options;
  if (identifier === undefined) return 'the option `party` is missing: it says whose mailbox it is';
  const pickedUp = await withAccess(job, { identifier }, (access) =>
    xta.pickUp(access, ({ message }) => job.receive(message.bytes)),
  );
  return pickedUp.stopped ?? pickedUp.left[0]?.reason;
}
