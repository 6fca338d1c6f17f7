import { gewerbeanmeldung0001 } from './gewerbe/gewerbe-0001.ts';
import { gewerbeanmeldungData } from './gewerbe/gewerbeanmeldung-data.ts';
import { meldebescheinigungData } from './meldewesen/meldebescheinigung-data.ts';
import { meldebescheinigung1700 } from './meldewesen/xmeld-1700.ts';
import { eheurkundeData } from './personenstand/eheurkunde-data.ts';
import { geburtsurkundeData } from './personenstand/geburtsurkunde-data.ts';
import { sterbeurkundeData } from './personenstand/sterbeurkunde-data.ts';
import { geburtsurkunde081030 } from './personenstand/xpersonenstand-081030.ts';
import { eheurkunde082030 } from './personenstand/xpersonenstand-082030.ts';
import { sterbeurkunde084030 } from './personenstand/xpersonenstand-084030.ts';
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
  {
    serviceId: 'geburtsurkunde',
    act: 'apply',
    version: '1',
    data: geburtsurkundeData,
    messages: [geburtsurkunde081030],
  },
  { serviceId: 'eheurkunde', act: 'apply', version: '1', data: eheurkundeData, messages: [eheurkunde082030] },
  {
    serviceId: 'sterbeurkunde',
    act: 'apply',
    version: '1',
    data: sterbeurkundeData,
    messages: [sterbeurkunde084030],
  },
];

export function findAct(serviceId: string, act: string): ServiceAct | undefined {
  return serviceActs.find((candidate) => candidate.serviceId === serviceId && candidate.act === act);
}

export function actsOf(serviceId: string): string[] {
  return serviceActs.filter((candidate) => candidate.serviceId === serviceId).map(({ act }) => act);
}

/** The message that both know: the service's preferred one among those that a destination takes. */
export function chooseMessage(act: ServiceAct, taken: readonly string[]): BuildableMessage | undefined {
  return act.messages.find((message) => taken.includes(message.definition.id));
}
