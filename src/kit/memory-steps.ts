import type { StepStore } from '../store/delivery-steps.ts';

/** The step store of the kit: it outlives the adapter's process, as a database does. */
export function openStepsInMemory(): StepStore & { names(deliveryId: string): string[] } {
  const stored = new Map<string, Map<string, Buffer>>();
  const of = (deliveryId: string) => {
    const known = stored.get(deliveryId) ?? new Map<string, Buffer>();
    stored.set(deliveryId, known);
    return known;
  };
  return {
    names: (deliveryId) => [...of(deliveryId).keys()].filter((name) => !name.startsWith('$')),
    load: async (deliveryId) => new Map(of(deliveryId)),
    store: async (deliveryId, name, result) => {
      const known = of(deliveryId);
      if (!known.has(name)) known.set(name, result);
      return known.get(name) ?? result;
    },
  };
}
