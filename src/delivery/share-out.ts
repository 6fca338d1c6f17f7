import type { DestinationShare } from '../store/claim-deliveries.ts';
import type { DestinationPlan } from './destination-plan.ts';

/** What a process asks for in one round. */
export interface Request {
  readonly shares: readonly DestinationShare[];
  readonly limit: number;
}

/**
 * How much more a process takes on. While it has room, all destinations share it. When it is full, a destination of which it has
 * nothing under way may still begin one: so a few slow destinations that hold all places never keep the others waiting.
 *
 * @param occupied the destinations of what is under way, one for each delivery.
 */
export function shareOut(
  destinations: readonly DestinationPlan[],
  occupied: readonly string[],
  capacity: number,
): Request {
  const free = capacity - occupied.length;
  if (free > 0) return { shares: destinations.map((plan) => toShare(plan, plan.parallel)), limit: free };
  const busy = new Set(occupied);
  const idle = destinations.filter(({ id }) => !busy.has(id));
  return { shares: idle.map((plan) => toShare(plan, 1)), limit: idle.length };
}

function toShare({ id, adapter }: DestinationPlan, parallel: number): DestinationShare {
  return { id, parallel, adapter: adapter.id };
}
