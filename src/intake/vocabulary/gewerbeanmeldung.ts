import type { Word } from '../notation.ts';

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
function street(field: string, data: string): readonly Word[] {
  return [
    { field: `${field}/strasse`, data: `${data}.street` },
    { field: `${field}/strassenschluessel`, data: `${data}.streetKey` },
    { field: `${field}/hausnummer`, data: `${data}.houseNumber` },
    { field: `${field}/hausnummerBis`, data: `${data}.houseNumberTo` },
    { field: `${field}/zusatz`, data: `${data}.extra` },
    { field: `${field}/ortsteil`, data: `${data}.district` },
    { field: `${field}/staat`, data: `${data}.country` },
  ];
}

function address(field: string, data: string): readonly Word[] {
  return [
    ...street(field, data),
    { field: `${field}/plz`, data: `${data}.postalCode` },
    { field: `${field}/ort`, data: `${data}.city` },
  ];
}

function contacts(field: string, data: string): readonly Word[] {
  return [
    { field: `${field}/*/art`, data: `${data}.*.channel`, kind: { codes: channels } },
    { field: `${field}/*/wert`, data: `${data}.*.id` },
  ];
}

const business: readonly Word[] = [
  { field: '/betrieb/firma', data: 'business.registeredName' },
  { field: '/betrieb/bezeichnung', data: 'business.tradeName' },
  { field: '/betrieb/rechtsform', data: 'business.legalForm' },
  { field: '/betrieb/beteiligte', data: 'business.partners', kind: 'count' },
  { field: '/betrieb/vollzeit', data: 'business.fullTimeEmployees', kind: 'count' },
  { field: '/betrieb/teilzeit', data: 'business.partTimeEmployees', kind: 'count' },
  { field: '/betrieb/industrie', data: 'business.kinds.industry', kind: 'answer' },
  { field: '/betrieb/handwerk', data: 'business.kinds.craft', kind: 'answer' },
  { field: '/betrieb/handel', data: 'business.kinds.trade', kind: 'answer' },
  { field: '/betrieb/sonstiges', data: 'business.kinds.other', kind: 'answer' },
  { field: '/betrieb/niederlassung', data: 'business.branch' },
  { field: '/betrieb/reisegewerbe', data: 'business.itinerant', kind: 'answer' },
  { field: '/betrieb/nebenerwerb', data: 'business.secondaryOccupation', kind: 'answer' },
  { field: '/betrieb/oeffentlicheHand', data: 'business.publicShare' },
  { field: '/betrieb/gemeindeschluessel', data: 'municipalityKey' },

  { field: '/register/nummer', data: 'business.register.number' },
  { field: '/register/ort', data: 'business.register.city' },
  { field: '/register/plz', data: 'business.register.postalCode' },
  { field: '/register/art', data: 'business.register.type' },
  { field: '/register/gericht', data: 'business.register.court' },

  { field: '/handwerkskarte/status', data: 'business.craftCard.state' },
  { field: '/handwerkskarte/ausgestelltAm', data: 'business.craftCard.issuedOn', kind: 'date' },
  { field: '/handwerkskarte/plz', data: 'business.craftCard.issuedByPostalCode' },
  { field: '/handwerkskarte/ort', data: 'business.craftCard.issuedByCity' },
  { field: '/handwerkskarte/schluessel', data: 'business.craftCard.issuedByKey' },

  ...street('/betriebsstaette', 'business.address'),
  {
    field: '/betriebsstaette/plzOrt',
    data: ['business.address.postalCode', 'business.address.city'],
    kind: 'postal-code-and-city',
  },
  ...contacts('/kontakte', 'business.contacts'),
  ...address('/hauptniederlassung', 'business.mainPlace.address'),
  ...contacts('/hauptniederlassung/kontakte', 'business.mainPlace.contacts'),
];

const persons: readonly Word[] = [
  { field: '/inhaber/*/funktion', data: 'persons.*.role' },
  { field: '/inhaber/*/doktorgrad', data: 'persons.*.doctorate' },
  { field: '/inhaber/*/familienname', data: 'persons.*.familyName' },
  { field: '/inhaber/*/vornamen', data: 'persons.*.givenNames' },
  { field: '/inhaber/*/geschlecht', data: 'persons.*.sex' },
  { field: '/inhaber/*/geburtsname', data: 'persons.*.birthName' },
  { field: '/inhaber/*/geburtsdatum', data: 'persons.*.birthDate', kind: 'date' },
  { field: '/inhaber/*/geburtsort', data: 'persons.*.birthPlace' },
  { field: '/inhaber/*/geburtsland', data: 'persons.*.birthCountry' },
  { field: '/inhaber/*/staatsangehoerigkeiten/*', data: 'persons.*.nationalities.*' },
  ...address('/inhaber/*', 'persons.*.address'),
  ...contacts('/inhaber/*/kontakte', 'persons.*.contacts'),
  { field: '/inhaber/*/aufenthaltstitel', data: 'persons.*.residencePermit.state' },
  { field: '/inhaber/*/aufenthaltstitelVom', data: 'persons.*.residencePermit.issuedOn', kind: 'date' },
  { field: '/inhaber/*/auslaenderbehoerde', data: 'persons.*.residencePermit.issuedBy' },
  { field: '/inhaber/*/auslaenderbehoerdePlz', data: 'persons.*.residencePermit.issuedByPostalCode' },
  { field: '/inhaber/*/auslaenderbehoerdeOrt', data: 'persons.*.residencePermit.issuedByCity' },
];

const activity: readonly Word[] = [
  { field: '/taetigkeit/schwerpunkt', data: 'activity.main.text' },
  { field: '/taetigkeit/schluessel', data: 'activity.main.key' },
  { field: '/taetigkeit/stichwort', data: 'activity.main.keyword' },
  { field: '/taetigkeit/weitere', data: 'activity.further.summary' },
  { field: '/taetigkeit/einzeln/*/taetigkeit', data: 'activity.further.items.*.text' },
  { field: '/taetigkeit/einzeln/*/schluessel', data: 'activity.further.items.*.key' },
  { field: '/taetigkeit/einzeln/*/stichwort', data: 'activity.further.items.*.keyword' },
];

export const gewerbeanmeldung: readonly Word[] = [
  ...business,
  ...persons,
  ...activity,
  { field: '/beginn', data: 'validFrom', kind: 'date' },
  { field: '/grund', data: 'reason' },
];
