/** How many streams each portal has open in this process. */
export interface Listeners {
  /** Takes a place; the answer gives it back. Undefined when all are taken. */
  begin(portalId: string): (() => void) | undefined;
}

/** @param most streams of a portal at once. */
export function countListeners(most: (portalId: string) => number): Listeners {
  const open = new Map<string, number>();
  return {
    begin: (portalId) => {
      const before = open.get(portalId) ?? 0;
      if (before >= most(portalId)) return undefined;
      open.set(portalId, before + 1);
      return () => {
        const left = (open.get(portalId) ?? 1) - 1;
        if (left > 0) open.set(portalId, left);
        else open.delete(portalId);
      };
    },
  };
}
