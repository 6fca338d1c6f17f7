import { fixedAttribute, type Node, scope, within } from '../../../messages/definition.ts';
import { classicHeadElements, partyElements } from '../../../messages/head-classic.ts';
import { defineMessage, type MessageDefinition } from '../../../messages/message.ts';
import type { MessageRule } from '../../../messages/message-rule.ts';
import { dateTime, day, uuid, yearMonth } from '../../../messages/text-types.ts';
import { municipalityKeys } from '../../service.ts';
import {
  accidentInsurers,
  changeReasons,
  deregistrationCauses,
  deregistrationReasons,
  registrationReasons,
  yesNoCodes,
} from '../code-lists.ts';
import { activityElements } from './activity-elements.ts';
import { addressElements, businessElements } from './business-elements.ts';
import type { Abmeldung, Anmeldung, Gewerbemeldung, Meldung, Satz, Ummeldung } from './content.ts';
import { xgewerbeanzeigeGlossary } from './glossary.ts';
import { codeElement, shortText, text } from './values.ts';
import { type Version, version22 } from './versions.ts';

/** Root element and receivers of each message, by its number. */
export const messageNames = {
  '0100': { root: 'sta.gewerbemeldung.0100', de: 'Statistisches Landesamt', en: 'statistical office of the Land' },
  '0230': { root: 'dgu.gewerbemeldung.0230', de: 'Gesetzliche Unfallversicherung', en: 'accident insurance' },
  '0290': { root: 'lue.gewerbemeldung.0290', de: 'Lebensmittelüberwachung', en: 'food control' },
  '0300': { root: 'alg.gewerbemeldung.0300', de: 'übrige Empfangsstellen', en: 'all other receivers' },
  '0500': { root: 'abh.gewerbemeldung.0500', de: 'Ausländerbehörde', en: "aliens' authority" },
} as const;

export type MessageNumber = keyof typeof messageNames;

/** XGewerbeanzeige: a trade office passes a notice on. The five messages differ in their root element alone. */
export function gewerbemeldung(number: MessageNumber, version: Version = version22): MessageDefinition<Gewerbemeldung> {
  const { root, de, en } = messageNames[number];
  const message = scope<Gewerbemeldung>();
  const { standard } = version;
  return defineMessage<Gewerbemeldung>({
    standard,
    type: number,
    rootName: root,
    title: { de: `Gewerbemeldung an: ${de}`, en: `Notice of a business to: ${en}` },
    legalBasis: '§ 14 Abs. 8 GewO; § 3 GewAnzV',
    glossary: xgewerbeanzeigeGlossary,
    attributes: [
      message.attribute('produkt', 'product.name', text),
      message.attribute('produkthersteller', 'product.manufacturer', text),
      message.attribute('produktversion', 'product.version', text, { optional: true }),
      fixedAttribute('standard', standard.name, text),
      fixedAttribute('version', standard.version, text),
      message.attribute('test', 'test', text, { optional: true }),
    ],
    children: [
      message.group('nachrichtenkopf', [within('head', classicHeadElements(number))]),
      message.text('berichtszeitraum', 'period', yearMonth, { optional: true }),
      message.each('satz', 'records', [recordElement(version)]),
    ],
    rules: [kindsOfRegistration],
  });
}

function recordElement(version: Version): Node<Satz> {
  const record = scope<Satz>();
  const change = scope<Ummeldung>();
  const insurance = scope<NonNullable<Ummeldung['accidentInsurance']>>();
  const deregistration = scope<Abmeldung>();
  const future = scope<NonNullable<Abmeldung['futureBusiness']>>();
  return record.choice([
    record.inside('anmeldung', 'registration', [
      ...noticeElements(version),
      codeElement<Anmeldung>('grundAnmeldungSchluessel', 'reason', registrationReasons),
    ]),
    record.inside('ummeldung', 'change', [
      ...noticeElements(version),
      change.inside(
        'bisherigeUnfallversicherung',
        'accidentInsurance',
        [
          codeElement('traeger', 'carrier', accidentInsurers),
          insurance.text('mitgliedsnummer', 'membershipNumber', shortText),
        ],
        { optional: true },
      ),
      change.group('gruendeUmmeldung', [
        codeElement('grundUmmeldungSchluessel', 'reasons', changeReasons, { many: true }),
      ]),
    ]),
    record.inside('abmeldung', 'deregistration', [
      ...noticeElements(version),
      deregistration.inside(
        'kuenftigesGewerbe',
        'futureBusiness',
        [
          future.text('nameFirmaGewerbetreibender', 'name', text, { optional: true }),
          future.inside('anschrift', 'address', addressElements(version), { optional: true }),
        ],
        { optional: true },
      ),
      codeElement<Abmeldung>('grundAbmeldungSchluessel', 'reason', deregistrationReasons),
      codeElement<Abmeldung>('ursacheAbmeldungSchluessel', 'cause', deregistrationCauses, { optional: true }),
    ]),
  ]);
}

/** What the three have in common, in order. */
function noticeElements(version: Version): Node<Meldung>[] {
  const notice = scope<Meldung>();
  return [
    notice.text('satzErstellung', 'createdAt', dateTime),
    ...(version.hasEventTime ? [notice.text('ereigniszeitpunkt', 'eventAt', dateTime)] : []),
    notice.inside('autor', 'author', partyElements),
    codeElement('istKorrektur', 'correction', yesNoCodes),
    codeElement('gemeindeSchluessel', 'municipality', municipalityKeys),
    notice.text('gemeindeZusatz', 'municipalitySuffix', shortText, { optional: true }),
    notice.text('gemeindeMeldungNr', 'noticeNumber', shortText),
    notice.text('gewerbebetriebID', 'businessId', uuid),
    notice.text('uuid', 'id', uuid),
    notice.inside('gewerbe', 'business', businessElements(version)),
    notice.text('gueltigAb', 'validFrom', day),
    notice.text('datumMeldung', 'reportedOn', day),
    notice.inside('taetigkeitenGesamt', 'activity', activityElements),
  ];
}

const kindsOfRegistration: MessageRule<Gewerbemeldung> = {
  id: 'xgewerbeanzeige-sch-0036',
  severity: 'error',
  text: {
    de: 'Jede Anmeldung nennt die Betriebsart.',
    en: 'Every registration names the kind of business.',
  },
  source: 'XGewerbeanzeige, Schematron SCH-0036',
  breaches: ({ records }) =>
    records.flatMap(({ registration }, index) =>
      registration && registration.business.kinds === undefined
        ? [['records', index, 'registration', 'business', 'kinds']]
        : [],
    ),
  fields: ['records.registration.business.kinds'],
};

/** All five, in version 2.2. */
export const gewerbemeldungen = (Object.keys(messageNames) as MessageNumber[]).map((number) => gewerbemeldung(number));
