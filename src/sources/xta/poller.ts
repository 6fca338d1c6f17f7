import type { Logger } from 'pino';
import { ZustellwerkError } from '../../errors.ts';
import type { IntakeParts } from '../../intake/intake-result.ts';
import type { Plan } from '../../intake/plan.ts';
import type { Polled } from '../../store/leased-rounds.ts';
import type { FetchedMessage } from '../../transports/xta/operations.ts';
import { pickUp } from '../../transports/xta/pick-up.ts';
import { withXta } from '../../transports/xta/with-xta.ts';
import { pollEach } from '../polled-source.ts';
import { takeOrQuarantine } from '../take-finished.ts';
import type { XtaSource } from './open-source.ts';

interface LookParts {
  readonly plan: Plan;
  readonly intake: IntakeParts;
  readonly log: Logger;
}

/** How long one look may take, in milliseconds: what is left by then waits for the next one. */
const longestLook = 300_000;

/** Mailboxes at XTA servers, to be polled: each message is closed there only when it is a submission or in quarantine here. */
export function pollXtaMailboxes(sources: readonly XtaSource[], parts: LookParts): Polled[] {
  return pollEach(sources, parts.plan, (source, goesOn) => look(source, parts, goesOn));
}

/** @throws ZustellwerkError MAILBOX_NOT_EMPTIED */
async function look({ config, portal, identity }: XtaSource, parts: LookParts, goesOn: () => boolean): Promise<void> {
  const { url, party, partyName, allowInsecure, id: source } = config;
  const access = {
    urls: { recipient: url },
    party: { identifier: party, ...(partyName !== undefined && { name: partyName }) },
    allowInsecure,
    signal: AbortSignal.timeout(longestLook),
    ...(identity && { identity }),
  };
  const take = async ({ message, attachments, order: { xtaMessageId } }: FetchedMessage) => {
    if (!goesOn()) throw new Error('The process stops.');
    if (attachments.length > 0) {
      parts.log.error({ source, xtaMessageId }, 'a message with files beside it stays in the mailbox');
      throw new Error('Files beside a message are not taken.');
    }
    const taken = await takeOrQuarantine(message.bytes, { config, portal }, parts).catch((error) => {
      parts.log.error({ err: error, source, xtaMessageId }, 'a message stays in the mailbox; trying again');
      throw error;
    });
    if (taken.kind === 'refused') {
      parts.log.warn({ source, xtaMessageId, reason: taken.reason }, 'a message of the mailbox is in quarantine');
    }
  };
  const { stopped, left } = await withXta(access, (opened) => pickUp(opened, take));
  const trouble = stopped ?? left[0]?.reason;
  if (trouble !== undefined) throw new ZustellwerkError('MAILBOX_NOT_EMPTIED', `${source}: ${trouble}`);
}
