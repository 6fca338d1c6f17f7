import type { DataSchema } from '../data-schema.ts';
import type { BuildableMessage, ServiceAct } from '../service.ts';
import { firstRegistrationData } from './first-registration.ts';
import { neuzulassung0001 } from './kfz-0001.ts';
import { umschreibung0002, umschreibungData } from './kfz-0002.ts';
import { wiederzulassung0003, wiederzulassungData } from './kfz-0003.ts';
import { ausserbetriebsetzung0004, ausserbetriebsetzungData } from './kfz-0004.ts';
import { adressaenderung0005, adressaenderungData } from './kfz-0005.ts';
import { tageszulassung0006 } from './kfz-0006.ts';

/** The acts of vehicle registration, by their official names. */
export const kfzActs: readonly ServiceAct[] = [
  actOf('neuzulassung', firstRegistrationData, neuzulassung0001),
  actOf('umschreibung', umschreibungData, umschreibung0002),
  actOf('wiederzulassung', wiederzulassungData, wiederzulassung0003),
  actOf('ausserbetriebsetzung', ausserbetriebsetzungData, ausserbetriebsetzung0004),
  actOf('adressaenderung', adressaenderungData, adressaenderung0005),
  actOf('tageszulassung', firstRegistrationData, tageszulassung0006),
];

function actOf(act: string, data: DataSchema, message: BuildableMessage): ServiceAct {
  return { serviceId: 'kfz-zulassung', act, version: '1', data, messages: [message] };
}
