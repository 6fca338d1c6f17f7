import { gewerbeanmeldung0001 } from './gewerbe/gewerbe-0001.ts';
import { gewerbeanmeldungData } from './gewerbe/gewerbeanmeldung-data.ts';
import { meldebescheinigungData } from './meldewesen/meldebescheinigung-data.ts';
import { meldebescheinigung1700 } from './meldewesen/xmeld-1700.ts';
import type { BuildableMessage, ServiceAct } from './service.ts';

/** The acts of services that have a message of their own. */
export const serviceActs: readonly ServiceAct[] = [
  {
    serviceId: 'meldebescheinigung',
    act: 'apply',
    version: '1',
    data: meldebescheinigungData,
    messages: [meldebescheinigung1700],
  },
  {
    serviceId: 'gewerbe-anmeldung',
    act: 'apply',
    version: '1',
    data: gewerbeanmeldungData,
    messages: [gewerbeanmeldung0001],
  },
];

export function findAct(serviceId: string, act: string, acts = serviceActs): ServiceAct | undefined {
  return acts.find((candidate) => candidate.serviceId === serviceId && candidate.act === act);
}

export function actsOf(serviceId: string, acts = serviceActs): string[] {
  return acts.filter((candidate) => candidate.serviceId === serviceId).map(({ act }) => act);
}

/** The message that both know: the service's preferred one among those that a destination takes. */
export function chooseMessage(act: ServiceAct, taken: readonly string[]): BuildableMessage | undefined {
  return act.messages.find((message) => taken.includes(message.definition.id));
}
