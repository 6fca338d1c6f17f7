import { scope } from '../../messages/definition.ts';
import { accidentInsurers, changeReasons } from './code-lists.ts';
import { changedActivityElements, shortText } from './gewerbe.ts';
import { noticeMessage } from './gewerbe-message.ts';
import type { Gewerbeummeldung } from './gewerbeummeldung-data.ts';

const data = scope<Gewerbeummeldung>();
const insurance = scope<NonNullable<Gewerbeummeldung['accidentInsurance']>>();

/** `portal2gewerbeamt.ummeldung.0002`: a business moves or changes what it does (modelled, see `gewerbe.ts`). */
export const gewerbeummeldung0002 = noticeMessage<Gewerbeummeldung>({
  type: '0002',
  name: 'ummeldung',
  title: { de: 'Gewerbeummeldung', en: 'Change of a business' },
  legalBasis: '§ 14 GewO; GewAnzV, Anlage 2 (GewA 2)',
  ending: [
    data.inside('taetigkeitenGesamt', 'activity', changedActivityElements),
    data.inside(
      'bisherigeUnfallversicherung',
      'accidentInsurance',
      [
        insurance.code('traeger', 'carrier', accidentInsurers),
        insurance.text('mitgliedsnummer', 'membershipNumber', shortText),
      ],
      { optional: true },
    ),
    data.group('gruendeUmmeldung', [data.code('grundUmmeldungSchluessel', 'reasons', changeReasons, { many: true })]),
  ],
});
