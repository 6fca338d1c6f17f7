import { type Node, scope } from '../../../messages/definition.ts';
import { reachabilityElements } from '../../../messages/head-classic.ts';
import { day, wholeNumber } from '../../../messages/text-types.ts';
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
} from '../code-lists.ts';
import type { Anschrift, BeteiligtePerson, Gewerbe } from './content.ts';
import { birthDate, codeElement, shortText, text } from './values.ts';
import type { Version } from './versions.ts';

const address = scope<Anschrift>();
const business = scope<Gewerbe>();
const firm = scope<Gewerbe['firm']>();
const card = scope<NonNullable<Gewerbe['craftCard']>>();
const mainPlace = scope<NonNullable<Gewerbe['mainPlace']>>();
const person = scope<BeteiligtePerson>();
const permit = scope<NonNullable<BeteiligtePerson['residencePermit']>>();
const optional = { optional: true } as const;
const count = wholeNumber(0, Number.MAX_SAFE_INTEGER);
const issuerKeys = { ...documentStates, pattern: /^[A-Za-z0-9]{1,20}$/ };

/** `anschrift` of a business or a person. */
export function addressElements({ nation }: Version): Node<Anschrift>[] {
  return [
    address.text('strasse', 'street', text),
    address.text('strassenschluessel', 'streetKey', shortText, optional),
    address.text('hausNrVon', 'houseNumber', shortText, optional),
    address.text('hausNrBis', 'houseNumberTo', shortText, optional),
    address.text('anschriftZusatz', 'extra', text, optional),
    address.text('ort', 'city', text),
    address.text('ortsteil', 'district', text, optional),
    address.text('plz', 'postalCode', shortText),
    ...(nation === 'code'
      ? [codeElement<Anschrift>('nationSchluessel', 'country', countries)]
      : [
          address.text('nationSchluessel', 'country.code', shortText),
          address.text('natSchluesselVerzeichnis', 'country.list', shortText, optional),
        ]),
  ];
}

/** `gewerbe`: the business, where it is, and who stands behind it. */
export function businessElements(version: Version): Node<Gewerbe>[] {
  return [
    business.inside('betrieb', 'firm', [
      firm.text('ID', 'number', shortText, optional),
      firm.text('eingetragenerName', 'registeredName', text, optional),
      firm.text('geschaeftsbezeichnung', 'tradeName', text, optional),
      firm.text('eintragungNr', 'registerNumber', text, optional),
      firm.text('eintragungOrt', 'registerCity', text, optional),
      firm.text('eintragungPLZ', 'registerPostalCode', shortText, optional),
      codeElement('eintragungArt', 'registerType', registerTypes, optional),
      codeElement('gerichtSchluessel', 'registerCourt', registerCourts, optional),
      codeElement('rechtsformSchluessel', 'legalForm', legalForms),
    ]),
    business.text('anzahlBeteiligte', 'partners', count, optional),
    business.text('anzahlVollzeitBeschaeftigte', 'fullTimeEmployees', count),
    business.text('anzahlTeilzeitBeschaeftigte', 'partTimeEmployees', count),
    business.inside(
      'betriebArt',
      'kinds',
      [
        codeElement('industrie', 'industry', yesNoCodes),
        codeElement('handwerk', 'craft', yesNoCodes),
        codeElement('handel', 'trade', yesNoCodes),
        codeElement('sonstiges', 'other', yesNoCodes),
      ],
      optional,
    ),
    codeElement('niederlassungArt', 'branch', branchTypes),
    codeElement('istReisegewerbe', 'itinerant', yesNoCodes),
    codeElement('istNebenerwerb', 'secondaryOccupation', yesNoCodes),
    business.inside(
      'handwerkskarte',
      'craftCard',
      [
        codeElement('status', 'state', documentStates),
        card.text('ausgestelltAm', 'issuedOn', day, optional),
        card.text('ausgestelltVonPLZ', 'issuedByPostalCode', shortText, optional),
        card.text('ausgestelltVonOrt', 'issuedByCity', text, optional),
        codeElement('ausgestelltVonSchluessel', 'issuedByKey', issuerKeys, optional),
      ],
      optional,
    ),
    business.inside('anschrift', 'address', addressElements(version), optional),
    business.each('erreichbarkeit', 'contacts', reachabilityElements, optional),
    business.inside(
      'hauptniederlassung',
      'mainPlace',
      [
        mainPlace.inside('anschrift', 'address', addressElements(version)),
        mainPlace.each('erreichbarkeit', 'contacts', reachabilityElements, optional),
      ],
      optional,
    ),
    business.each('beteiligtePerson', 'persons', personElements(version)),
    codeElement('beteiligungOeffentlicheHand', 'publicShare', publicShares, optional),
  ];
}

function personElements(version: Version): Node<BeteiligtePerson>[] {
  return [
    codeElement('personFunktion', 'role', personRoles),
    person.text('doktorgrad', 'doctorate', shortText, optional),
    person.text('familienname', 'familyName', text),
    person.text('vorname', 'givenNames', text),
    codeElement('geschlecht', 'sex', sexes),
    person.text('geburtsname', 'birthName', text, optional),
    person.text('geburtsdatum', 'birthDate', birthDate, optional),
    person.text('geburtsort', 'birthPlace', text, optional),
    person.text('geburtsland', 'birthCountry', text, optional),
    person.group(
      'staatangehoerigkeiten',
      [codeElement('staatsangehoerigkeitSchluessel', 'nationalities', nationalities, { many: true })],
      {
        optional: true,
        doc: { de: 'geschrieben wie veröffentlicht, ohne das erste s', en: 'spelt as published, without the first s' },
      },
    ),
    person.inside('anschrift', 'address', addressElements(version), optional),
    person.each('erreichbarkeit', 'contacts', reachabilityElements, optional),
    person.inside(
      'aufenthaltstitel',
      'residencePermit',
      [
        codeElement('status', 'state', documentStates),
        permit.text('ausgestelltAm', 'issuedOn', day),
        permit.text('ausgestelltVonName', 'issuedBy', text),
        permit.text('ausgestelltVonPLZ', 'issuedByPostalCode', shortText),
        permit.text('ausgestelltVonOrt', 'issuedByCity', text),
      ],
      optional,
    ),
  ];
}
