/** Lets those who wait for work know that there may be some. */
export interface WakeHub {
  wake(): void;
  /** Resolves when somebody wakes, when `milliseconds` are over, or when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** What is accepted within so many milliseconds wakes everybody once: each of them asks the database. */
const gathering = 20;

export function createWakeHub(): WakeHub {
  const sleepers = new Set<() => void>();
  let ringing = false;
  const ring = () => {
    ringing = false;
    for (const rise of [...sleepers]) rise();
  };
  return {
    wake: () => {
      if (ringing || sleepers.size === 0) return;
      ringing = true;
      setTimeout(ring, gathering);
    },
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        const rise = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', rise);
          sleepers.delete(rise);
          resolve();
        };
        const timer = setTimeout(rise, milliseconds);
        signal.addEventListener('abort', rise);
        sleepers.add(rise);
        if (signal.aborted) rise();
      }),
  };
}
