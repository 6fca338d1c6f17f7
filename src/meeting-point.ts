/** Waits until the requests that lie ready have come as far as this one. */
export type MeetingPoint = () => Promise<void>;

/**
 * Requests that lie ready at the same time go through each part of their way together. Each part is a large program with
 * large tables: taken in turns with all others, it finds them gone from the processor's caches each time. Alone, a
 * request waits for nobody.
 */
export function createMeetingPoint(): MeetingPoint {
  let waiting: (() => void)[] = [];

  const goOn = () => {
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve();
  };

  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(goOn);
    });
}
