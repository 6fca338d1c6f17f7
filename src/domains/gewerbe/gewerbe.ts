import { type Node, scope } from '../../messages/definition.ts';
import { channels } from '../../messages/head-g2g.ts';
import type { Standard } from '../../messages/message.ts';
import type { At, Item } from '../../messages/paths.ts';
import { base64, day, din, patterned, sha512, wholeNumber } from '../../messages/text-types.ts';
import { documentId, fileName, mediaType } from '../antrag/value-types.ts';
import type { EmbeddedAttachment } from '../service.ts';
import {
  branchTypes,
  countries,
  documentStates,
  legalForms,
  nationalities,
  personRoles,
  publicShares,
  registerCourts,
  registerTypes,
  sexes,
  yesNoCodes,
} from './code-lists.ts';
import type { Gewerbeummeldung } from './gewerbeummeldung-data.ts';
import type { TradeNotice } from './trade-notice-data.ts';

/** Our own standard for the way from a portal to a trade office, and back. */
export const gewerbe: Standard = {
  id: 'zustellwerk-gewerbe',
  name: 'Zustellwerk-Gewerbe',
  version: '1',
  namespace: 'urn:zustellwerk:gewerbe:1',
  prefix: 'gew',
  provenance: {
    de: 'modelliert, keinem Standard entnommen: XGewerbeanzeige umfasst nur, was die Behörde weitersendet; ihre Elementnamen sind übernommen',
    en: 'modelled, not taken from a standard: XGewerbeanzeige covers only what the office sends on; its element names are followed',
  },
};

type Business = TradeNotice['business'];
type Address = At<Business, 'address'>;
type Contact = Item<At<Business, 'contacts'>>;
type Person = Item<TradeNotice['persons']>;

export const text = din('C', { max: 250 });
export const shortText = din('C', { max: 50 });
const longText = din('C', { max: 4000 });
const houseNumber = din('C', { max: 20 });
const personName = din('A', { max: 200 });
export const firmName = din('D', { max: 500 });
const postalCode = patterned('PLZ', /^[A-Za-z0-9]([A-Za-z0-9 -]{0,8}[A-Za-z0-9])?$/, {
  de: 'Postleitzahl, höchstens 10 Buchstaben, Ziffern, - und Leerzeichen',
  en: 'postal code, at most 10 letters, digits, - and blanks',
});
export const activityKey = patterned('WZ 2008', /^\d{5}$/, {
  de: 'fünf Ziffern der WZ 2008, ohne Punkte',
  en: 'five digits of WZ 2008, without dots',
});
const key = patterned('Schlüssel', /^[A-Za-z0-9._-]{1,50}$/, {
  de: 'höchstens 50 Buchstaben und Ziffern',
  en: 'letters and digits, at most 50',
});
const count = wholeNumber(0, 9_999_999);
const optional = { optional: true } as const;

const business = scope<Business>();
const address = scope<Address>();
const contact = scope<Contact>();
const person = scope<Person>();
const permit = scope<At<Person, 'residencePermit'>>();
const card = scope<At<Business, 'craftCard'>>();
const kinds = scope<Business['kinds']>();
const mainPlace = scope<At<Business, 'mainPlace'>>();
const activity = scope<TradeNotice['activity']>();
const changedActivity = scope<Gewerbeummeldung['activity']>();
const changedMain = scope<Gewerbeummeldung['activity']['main']>();
const main = scope<TradeNotice['activity']['main']>();
const further = scope<At<TradeNotice, 'activity.further'>>();
const item = scope<Item<At<TradeNotice, 'activity.further.items'>>>();
const attachment = scope<EmbeddedAttachment>();

export const addressElements: Node<Address>[] = [
  address.text('strasse', 'street', text),
  address.text('strassenschluessel', 'streetKey', key, optional),
  address.text('hausNrVon', 'houseNumber', houseNumber, optional),
  address.text('hausNrBis', 'houseNumberTo', houseNumber, optional),
  address.text('anschriftZusatz', 'extra', text, optional),
  address.text('ort', 'city', text),
  address.text('ortsteil', 'district', text, optional),
  address.text('plz', 'postalCode', postalCode),
  address.code('nationSchluessel', 'country', countries),
];

const contactElements: Node<Contact>[] = [
  contact.code('kanal', 'channel', channels),
  contact.text('kennung', 'id', text),
];

const personElements: Node<Person>[] = [
  person.code('personFunktion', 'role', personRoles),
  person.text('doktorgrad', 'doctorate', personName, optional),
  person.text('familienname', 'familyName', personName),
  person.text('vorname', 'givenNames', personName),
  person.code('geschlecht', 'sex', sexes),
  person.text('geburtsname', 'birthName', personName, optional),
  person.text('geburtsdatum', 'birthDate', day, {
    optional: true,
    doc: { de: 'ISO, anders als in XGewerbeanzeige (TTMMJJJJ)', en: 'ISO, unlike XGewerbeanzeige (TTMMJJJJ)' },
  }),
  person.text('geburtsort', 'birthPlace', text, optional),
  person.text('geburtsland', 'birthCountry', text, optional),
  person.group(
    'staatangehoerigkeiten',
    [person.code('staatsangehoerigkeitSchluessel', 'nationalities', nationalities, { many: true })],
    { optional: true, doc: { de: 'geschrieben wie in XGewerbeanzeige', en: 'spelt as in XGewerbeanzeige' } },
  ),
  person.inside('anschrift', 'address', addressElements, optional),
  person.each('erreichbarkeit', 'contacts', contactElements, optional),
  person.inside(
    'aufenthaltstitel',
    'residencePermit',
    [
      permit.code('status', 'state', documentStates),
      permit.text('ausgestelltAm', 'issuedOn', day, optional),
      permit.text('ausgestelltVonName', 'issuedBy', text, optional),
      permit.text('ausgestelltVonPLZ', 'issuedByPostalCode', postalCode, optional),
      permit.text('ausgestelltVonOrt', 'issuedByCity', text, optional),
    ],
    optional,
  ),
];

/** `gewerbe`: the business, where it is, and who stands behind it. */
export const businessElements: Node<Business>[] = [
  business.group('betrieb', [
    business.text('eingetragenerName', 'registeredName', firmName, optional),
    business.text('geschaeftsbezeichnung', 'tradeName', firmName, optional),
    business.text('eintragungNr', 'register.number', shortText, optional),
    business.text('eintragungOrt', 'register.city', text, optional),
    business.text('eintragungPLZ', 'register.postalCode', postalCode, optional),
    business.code('eintragungArt', 'register.type', registerTypes, optional),
    business.code('gerichtSchluessel', 'register.court', registerCourts, optional),
    business.code('rechtsformSchluessel', 'legalForm', legalForms),
  ]),
  business.text('anzahlBeteiligte', 'partners', count, optional),
  business.text('anzahlVollzeitBeschaeftigte', 'fullTimeEmployees', count),
  business.text('anzahlTeilzeitBeschaeftigte', 'partTimeEmployees', count),
  business.inside('betriebArt', 'kinds', [
    kinds.yesNo('industrie', 'industry', yesNoCodes),
    kinds.yesNo('handwerk', 'craft', yesNoCodes),
    kinds.yesNo('handel', 'trade', yesNoCodes),
    kinds.yesNo('sonstiges', 'other', yesNoCodes),
  ]),
  business.code('niederlassungArt', 'branch', branchTypes),
  business.yesNo('istReisegewerbe', 'itinerant', yesNoCodes),
  business.yesNo('istNebenerwerb', 'secondaryOccupation', yesNoCodes),
  business.inside(
    'handwerkskarte',
    'craftCard',
    [
      card.code('status', 'state', documentStates),
      card.text('ausgestelltAm', 'issuedOn', day, optional),
      card.text('ausgestelltVonPLZ', 'issuedByPostalCode', postalCode, optional),
      card.text('ausgestelltVonOrt', 'issuedByCity', text, optional),
      card.code(
        'ausgestelltVonSchluessel',
        'issuedByKey',
        { ...documentStates, name: 'ausgestelltVonSchluessel', pattern: /^[A-Za-z0-9]{1,20}$/ },
        optional,
      ),
    ],
    optional,
  ),
  business.inside('anschrift', 'address', addressElements, optional),
  business.each('erreichbarkeit', 'contacts', contactElements, optional),
  business.inside(
    'hauptniederlassung',
    'mainPlace',
    [
      mainPlace.inside('anschrift', 'address', addressElements),
      mainPlace.each('erreichbarkeit', 'contacts', contactElements, optional),
    ],
    optional,
  ),
];

export const personsElement = scope<TradeNotice>().each('beteiligtePerson', 'persons', personElements);

export const publicShareElement = business.code('beteiligungOeffentlicheHand', 'publicShare', publicShares, optional);

const mainElements: Node<TradeNotice['activity']['main']>[] = [
  main.text('taetigkeitSchwerpunkt', 'text', longText),
  main.text('taetigkeitSchluessel', 'key', activityKey, optional),
  main.text('stichwort', 'keyword', text, optional),
];

const furtherElement = activity.inside(
  'weitereTaetigkeiten',
  'further',
  [
    further.text('taetigkeitenZusammengefasst', 'summary', longText),
    further.each(
      'taetigkeit',
      'items',
      [
        item.text('taetigkeitEinzeln', 'text', longText),
        item.text('taetigkeitSchluessel', 'key', activityKey, optional),
        item.text('stichwort', 'keyword', text, optional),
      ],
      optional,
    ),
  ],
  optional,
);

export const activityElements: Node<TradeNotice['activity']>[] = [
  activity.inside('schwerpunkt', 'main', mainElements),
  furtherElement,
];

export const changedActivityElements: Node<Gewerbeummeldung['activity']>[] = [
  changedActivity.inside('schwerpunkt', 'main', [
    ...mainElements,
    changedMain.yesNo('neuAusgeuebt', 'newlyPursued', yesNoCodes, optional),
  ]),
  furtherElement,
];

export const attachmentElements: Node<EmbeddedAttachment>[] = [
  attachment.text('dokumentid', 'id', documentId),
  attachment.text('bezeichnung', 'label', text),
  attachment.text('dateiname', 'fileName', fileName),
  attachment.text('mimeType', 'mediaType', mediaType),
  attachment.text('sha512', 'sha512', sha512),
  attachment.text('inhalt', 'content', base64),
];
