/** Remembers what was taken, as long as its timestamp lets it pass. */
export interface ReplayGuard {
  /** False when it was taken before. `now` in seconds. */
  take(authentication: string, now: number): boolean;
}

/** Twice the window: a timestamp may lie as far in the future as in the past. */
const remembered = 600;

/**
 * A guard in this process. With several processes a repeated callback can come through; handling has to be idempotent
 * in any case, since the service itself repeats callbacks.
 *
 * @example
 * const replayGuard = createReplayGuard();
 * verifyCallback(request, { secret, replayGuard });
 */
export function createReplayGuard(): ReplayGuard {
  const taken = new Map<string, number>();
  return {
    take: (authentication, now) => {
      for (const [old, at] of taken) {
        if (now - at <= remembered) break;
        taken.delete(old);
      }
      if (taken.has(authentication)) return false;
      taken.set(authentication, now);
      return true;
    },
  };
}
