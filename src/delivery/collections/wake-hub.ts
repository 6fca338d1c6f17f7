/** Lets those who wait for work know that there may be some. */
export interface WakeHub {
  wake(): void;
  /** Resolves when somebody wakes, when `milliseconds` are over, or when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function createWakeHub(): WakeHub {
  const sleepers = new Set<() => void>();
  return {
    wake: () => {
      for (const rise of [...sleepers]) rise();
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
