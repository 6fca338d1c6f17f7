import {
  checkAnswer,
  type Problem,
  type SecurityEvent,
  SecurityEventRefused,
  type SubmissionApi,
  type VerifiedLog,
} from '../../fit-connect/index.ts';
import type { Sent } from './send.ts';

/** What the verified event log says of a submission. */
export type Word =
  | { readonly kind: 'accepted'; readonly token: string }
  | { readonly kind: 'rejected'; readonly problems: readonly Problem[]; readonly token: string }
  /** Submitted, and not answered yet. */
  | { readonly kind: 'open' }
  /** Announced, and never submitted. */
  | { readonly kind: 'not-submitted' }
  /** Tags of the log are not those of what was sent: somebody exchanged the content. */
  | { readonly kind: 'exchanged' }
  /** Deleted without an answer. */
  | { readonly kind: 'gone' };

/**
 * Reads and verifies the log, and compares its tags with what was sent.
 *
 * @throws SecurityEventRefused when the log cannot be trusted, and what the client throws
 */
export async function readWord(api: SubmissionApi, { ids, tags }: Pick<Sent, 'ids' | 'tags'>): Promise<Word> {
  const tokens = await api.readEventLog(ids.caseId);
  const { state, events } = await api.readVerifiedLog(ids);
  try {
    checkAnswer(events, tags);
  } catch (error) {
    if (error instanceof SecurityEventRefused && error.reason === 'TAG_MISMATCH') return { kind: 'exchanged' };
    throw error;
  }
  return wordOf(state, events, tokens);
}

function wordOf(state: VerifiedLog['state'], events: readonly SecurityEvent[], tokens: readonly string[]): Word {
  const final = events.find(({ name }) => name === 'accept-submission' || name === 'reject-submission');
  if (final) {
    const token = tokens.find((one) => payloadOf(one).includes(final.id)) ?? '';
    if (final.name === 'accept-submission') return { kind: 'accepted', token };
    return { kind: 'rejected', problems: final.problems, token };
  }
  if (state === 'submitted' || state === 'forwarded') return { kind: 'open' };
  return { kind: state === 'deleted' ? 'gone' : 'not-submitted' };
}

function payloadOf(token: string): string {
  return Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
}
