import type { ServiceAct } from './service.ts';

/** What can be done: the acts of all services, those in code and those that forms make. A value, never changed. */
export interface Acts {
  readonly all: readonly ServiceAct[];
  find(serviceId: string, act: string): ServiceAct | undefined;
  of(serviceId: string): readonly ServiceAct[];
}

export function createActs(all: readonly ServiceAct[]): Acts {
  const of = (serviceId: string) => all.filter((candidate) => candidate.serviceId === serviceId);
  return { all, of, find: (serviceId, act) => of(serviceId).find((candidate) => candidate.act === act) };
}
