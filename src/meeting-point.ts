/** Waits until the requests that lie ready have come as far as this one. */
export type MeetingPoint = () => Promise<void>;

/** More gain nothing more from each other, and what others wait for meanwhile (the database, callers) would stand still. */
const mostTogether = 16;

/**
 * Requests that lie ready at the same time go through each part of their way together. Each part is a large program with
 * large tables: taken in turns with all others, it finds them gone from the processor's caches each time. Alone, a
 * request waits for nobody.
 */
export function createMeetingPoint(): MeetingPoint {
  const waiting: (() => void)[] = [];

  const goOn = () => {
    const company = waiting.splice(0, mostTogether);
    if (waiting.length > 0) setImmediate(goOn);
    for (const resolve of company) resolve();
  };

  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(goOn);
    });
}
