import type { CollectedAdapter } from './collected-adapter.ts';
import { inbox } from './inbox.ts';
import { mailbox } from './mailbox.ts';

/** The ways to reach an office by which nothing is sent. */
export const collectedAdapters: readonly CollectedAdapter[] = [inbox, mailbox];
