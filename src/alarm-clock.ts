/** What a loop waits for between two looks for work. */
export interface AlarmClock {
  /** Ends the wait that is on, or the next one: a ring between two waits is not lost. */
  ring(): void;
  /** Waits for a ring, at most as long as the clock was set to. */
  wait(): Promise<void>;
}

/** @param longest how long one wait lasts when nobody rings, in milliseconds. */
export function createAlarmClock(longest: number): AlarmClock {
  let rung = false;
  let end: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      end?.();
    },
    wait: async () => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, longest);
          end = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      end = undefined;
      rung = false;
    },
  };
}
