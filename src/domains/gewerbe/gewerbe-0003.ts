import { scope } from '../../messages/definition.ts';
import { deregistrationCauses, deregistrationReasons } from './code-lists.ts';
import { activityElements, addressElements, firmName } from './gewerbe.ts';
import { noticeMessage } from './gewerbe-message.ts';
import type { Gewerbeabmeldung } from './gewerbeabmeldung-data.ts';
import { lateDeregistration } from './notice-rules.ts';

const data = scope<Gewerbeabmeldung>();
const future = scope<NonNullable<Gewerbeabmeldung['futureBusiness']>>();

/** `portal2gewerbeamt.abmeldung.0003`: a business ends (modelled, see `gewerbe.ts`). */
export const gewerbeabmeldung0003 = noticeMessage<Gewerbeabmeldung>({
  type: '0003',
  name: 'abmeldung',
  title: { de: 'Gewerbeabmeldung', en: 'Deregistration of a business' },
  legalBasis: '§ 14 GewO; GewAnzV, Anlage 3 (GewA 3)',
  ending: [
    data.inside('taetigkeitenGesamt', 'activity', activityElements),
    data.inside(
      'kuenftigesGewerbe',
      'futureBusiness',
      [
        future.text('nameFirmaGewerbetreibender', 'name', firmName, { optional: true }),
        future.inside('anschrift', 'address', addressElements, { optional: true }),
      ],
      { optional: true },
    ),
    data.code('grundAbmeldungSchluessel', 'reason', deregistrationReasons),
    data.code('ursacheAbmeldungSchluessel', 'cause', deregistrationCauses, { optional: true }),
  ],
  rules: [lateDeregistration],
});
