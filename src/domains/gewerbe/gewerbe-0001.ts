import { scope } from '../../messages/definition.ts';
import { registrationReasons } from './code-lists.ts';
import { activityElements } from './gewerbe.ts';
import { noticeMessage } from './gewerbe-message.ts';
import type { Gewerbeanmeldung } from './gewerbeanmeldung-data.ts';

const data = scope<Gewerbeanmeldung>();

/**
 * `portal2gewerbeamt.anmeldung.0001`: a business registers with the trade office (modelled, see `gewerbe.ts`).
 * To add a field: its line in `gewerbe.ts`, its member in `trade-notice-data.ts`, its element in
 * `schemas/zustellwerk-gewerbe/1`.
 */
export const gewerbeanmeldung0001 = noticeMessage<Gewerbeanmeldung>({
  type: '0001',
  name: 'anmeldung',
  title: { de: 'Gewerbeanmeldung', en: 'Registration of a business' },
  legalBasis: '§ 14 GewO; GewAnzV, Anlage 1 (GewA 1)',
  ending: [
    data.inside('taetigkeitenGesamt', 'activity', activityElements),
    data.code('grundAnmeldungSchluessel', 'reason', registrationReasons),
  ],
});
