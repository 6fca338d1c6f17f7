import { SecurityEventRefused } from '../errors.ts';
import type { AuthenticationTags } from '../jwe/tag.ts';
import type { SecurityEvent } from '../set/verify.ts';

/**
 * Checks for a sender that submit and accept events name the tags of what it sent: nobody exchanged the content. An
 * accept event without tags is tolerated, clients of version 1 wrote such.
 *
 * @throws SecurityEventRefused
 *
 * @example
 * checkAnswer((await verifyEventLog(eventLog, context)).events, sent.authenticationTags);
 */
export function checkAnswer(events: readonly SecurityEvent[], sent: AuthenticationTags): void {
  for (const { name, authenticationTags } of events) {
    if (name !== 'submit-submission' && name !== 'accept-submission') continue;
    if (authenticationTags && writeTags(authenticationTags) !== writeTags(sent)) {
      throw new SecurityEventRefused('TAG_MISMATCH');
    }
  }
}

function writeTags({ metadata, data, attachments }: AuthenticationTags): string {
  const entries = Object.entries(attachments).map(([id, tag]) => [id.toLowerCase(), tag]);
  return JSON.stringify([metadata, data ?? null, entries.sort()]);
}
