import type { ProfileTable, Row } from '../../../src/sdk.ts';
import { ofTheForm } from './form.ts';

/** `urn:de:xoev:codeliste:erreichbarkeit`, complete. */
const channels = {
  'E-Mail': '01',
  Telefon: '02',
  Mobiltelefon: '03',
  Fax: '04',
  Messenger: '05',
  Pager: '06',
  Sonstiges: '07',
  'De-Mail': '08',
  Web: '09',
};

/** An address without postal code and city: in Germany they share a field, abroad they cannot. */
function street(portal: string, data: string): Row[] {
  return [
    { portal: `${portal}/strasse`, data: `${data}.street` },
    { portal: `${portal}/strassenschluessel`, data: `${data}.streetKey` },
    { portal: `${portal}/hausnummer`, data: `${data}.houseNumber` },
    { portal: `${portal}/hausnummerBis`, data: `${data}.houseNumberTo` },
    { portal: `${portal}/zusatz`, data: `${data}.extra` },
    { portal: `${portal}/ortsteil`, data: `${data}.district` },
    { portal: `${portal}/staat`, data: `${data}.country` },
  ];
}

function address(portal: string, data: string): Row[] {
  return [
    ...street(portal, data),
    { portal: `${portal}/plz`, data: `${data}.postalCode` },
    { portal: `${portal}/ort`, data: `${data}.city` },
  ];
}

function contacts(portal: string, data: string): Row[] {
  return [
    { portal: `${portal}/*/art`, data: `${data}.*.channel`, convert: { table: channels } },
    { portal: `${portal}/*/wert`, data: `${data}.*.id` },
  ];
}

const business: Row[] = [
  { portal: '/betrieb/firma', data: 'business.registeredName' },
  { portal: '/betrieb/bezeichnung', data: 'business.tradeName' },
  { portal: '/betrieb/rechtsform', data: 'business.legalForm' },
  { portal: '/betrieb/beteiligte', data: 'business.partners', convert: 'whole-number' },
  { portal: '/betrieb/vollzeit', data: 'business.fullTimeEmployees', convert: 'whole-number' },
  { portal: '/betrieb/teilzeit', data: 'business.partTimeEmployees', convert: 'whole-number' },
  { portal: '/betrieb/industrie', data: 'business.kinds.industry', convert: 'yes-no' },
  { portal: '/betrieb/handwerk', data: 'business.kinds.craft', convert: 'yes-no' },
  { portal: '/betrieb/handel', data: 'business.kinds.trade', convert: 'yes-no' },
  { portal: '/betrieb/sonstiges', data: 'business.kinds.other', convert: 'yes-no' },
  { portal: '/betrieb/niederlassung', data: 'business.branch' },
  { portal: '/betrieb/reisegewerbe', data: 'business.itinerant', convert: 'yes-no' },
  { portal: '/betrieb/nebenerwerb', data: 'business.secondaryOccupation', convert: 'yes-no' },
  { portal: '/betrieb/oeffentlicheHand', data: 'business.publicShare' },
  { portal: '/betrieb/gemeindeschluessel', data: 'municipalityKey' },

  { portal: '/register/nummer', data: 'business.register.number' },
  { portal: '/register/ort', data: 'business.register.city' },
  { portal: '/register/plz', data: 'business.register.postalCode' },
  { portal: '/register/art', data: 'business.register.type' },
  { portal: '/register/gericht', data: 'business.register.court' },

  { portal: '/handwerkskarte/status', data: 'business.craftCard.state' },
  { portal: '/handwerkskarte/ausgestelltAm', data: 'business.craftCard.issuedOn', convert: 'german-date' },
  { portal: '/handwerkskarte/plz', data: 'business.craftCard.issuedByPostalCode' },
  { portal: '/handwerkskarte/ort', data: 'business.craftCard.issuedByCity' },
  { portal: '/handwerkskarte/schluessel', data: 'business.craftCard.issuedByKey' },

  ...street('/betriebsstaette', 'business.address'),
  {
    portal: '/betriebsstaette/plzOrt',
    data: ['business.address.postalCode', 'business.address.city'],
    convert: 'postal-code-and-city',
  },
  ...contacts('/kontakte', 'business.contacts'),
  ...address('/hauptniederlassung', 'business.mainPlace.address'),
  ...contacts('/hauptniederlassung/kontakte', 'business.mainPlace.contacts'),
];

const persons: Row[] = [
  { portal: '/inhaber/*/funktion', data: 'persons.*.role' },
  { portal: '/inhaber/*/doktorgrad', data: 'persons.*.doctorate' },
  { portal: '/inhaber/*/familienname', data: 'persons.*.familyName' },
  { portal: '/inhaber/*/vornamen', data: 'persons.*.givenNames' },
  { portal: '/inhaber/*/geschlecht', data: 'persons.*.sex' },
  { portal: '/inhaber/*/geburtsname', data: 'persons.*.birthName' },
  { portal: '/inhaber/*/geburtsdatum', data: 'persons.*.birthDate', convert: 'german-date' },
  { portal: '/inhaber/*/geburtsort', data: 'persons.*.birthPlace' },
  { portal: '/inhaber/*/geburtsland', data: 'persons.*.birthCountry' },
  { portal: '/inhaber/*/staatsangehoerigkeiten/*', data: 'persons.*.nationalities.*' },
  ...address('/inhaber/*', 'persons.*.address'),
  ...contacts('/inhaber/*/kontakte', 'persons.*.contacts'),
  { portal: '/inhaber/*/aufenthaltstitel', data: 'persons.*.residencePermit.state' },
  { portal: '/inhaber/*/aufenthaltstitelVom', data: 'persons.*.residencePermit.issuedOn', convert: 'german-date' },
  { portal: '/inhaber/*/auslaenderbehoerde', data: 'persons.*.residencePermit.issuedBy' },
  { portal: '/inhaber/*/auslaenderbehoerdePlz', data: 'persons.*.residencePermit.issuedByPostalCode' },
  { portal: '/inhaber/*/auslaenderbehoerdeOrt', data: 'persons.*.residencePermit.issuedByCity' },
];

const activity: Row[] = [
  { portal: '/taetigkeit/schwerpunkt', data: 'activity.main.text' },
  { portal: '/taetigkeit/schluessel', data: 'activity.main.key' },
  { portal: '/taetigkeit/stichwort', data: 'activity.main.keyword' },
  { portal: '/taetigkeit/weitere', data: 'activity.further.summary' },
  { portal: '/taetigkeit/einzeln/*/taetigkeit', data: 'activity.further.items.*.text' },
  { portal: '/taetigkeit/einzeln/*/schluessel', data: 'activity.further.items.*.key' },
  { portal: '/taetigkeit/einzeln/*/stichwort', data: 'activity.further.items.*.keyword' },
];

export const gewerbeanmeldung: ProfileTable = {
  rows: [
    ...business,
    ...persons,
    ...activity,
    { portal: '/beginn', data: 'validFrom', convert: 'german-date' },
    { portal: '/grund', data: 'reason' },
  ],
  ignored: ofTheForm,
};
