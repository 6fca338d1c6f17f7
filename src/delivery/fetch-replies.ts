import { ZustellwerkError } from '../errors.ts';
import { type Polled, type Rounds, type RoundsParts, startRounds } from '../store/leased-rounds.ts';
import type { DestinationPlan } from './destination-plan.ts';
import { type ReplyParts, receiveReply } from './receive-reply.ts';

/** Fetches replies from where procedures leave them, for each destination whose network file says `replies`. */
export function startFetchingReplies(
  plans: readonly DestinationPlan[],
  parts: ReplyParts & RoundsParts,
): Promise<Rounds> {
  const { network, destinations } = parts.config;
  const polled = destinations.flatMap(({ id, authority, replies }): Polled[] => {
    const plan = plans.find((each) => each.id === id);
    if (!plan || !replies) return [];
    const owned = { id: repliesOf(id), networkId: network.id, authorityId: authority };
    return [{ ...owned, every: replies.every, look: () => fetchOnce(plan, replies.orFor, parts) }];
  });
  return startRounds(polled, parts);
}

/** Under which id the store keeps when a destination's replies were fetched. */
export function repliesOf(destinationId: string): string {
  return `replies-of:${destinationId}`;
}

/** @throws ZustellwerkError REPLIES_NOT_FETCHED */
async function fetchOnce(plan: DestinationPlan, orFor: readonly string[], parts: ReplyParts): Promise<void> {
  const { id: destinationId, adapter, options, timeout } = plan;
  const trouble = await adapter.fetchReplies?.({
    options,
    signal: AbortSignal.timeout(timeout),
    receive: async (xml) => {
      await receiveReply(xml, { destinationId, orFor, pickedUp: true }, parts);
    },
  });
  if (trouble !== undefined) throw new ZustellwerkError('REPLIES_NOT_FETCHED', `${destinationId}: ${trouble}`);
}
