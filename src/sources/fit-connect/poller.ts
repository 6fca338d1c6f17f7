import { type Rounds, type RoundsParts, startRounds } from '../../store/leased-rounds.ts';
import type { SourceParts } from './parts.ts';
import { lookAtSource } from './round.ts';
import type { Source } from './source.ts';

export interface PollerParts extends SourceParts, RoundsParts {
  readonly sources: readonly Source[];
}

/** Polls sources, each in one process at a time. Two at once would do no harm, only work twice: steps are guarded. */
export function startPoller(parts: PollerParts): Promise<Rounds> {
  const polled = parts.sources.map((source) => ({
    id: source.id,
    networkId: parts.plan.config.network.id,
    authorityId: source.config.authority,
    every: source.config.poll,
    look: (goesOn: () => boolean) => lookAtSource(source, parts, goesOn),
  }));
  return startRounds(polled, parts);
}
