import { type Attribute, bare, type Node, scope } from '../../messages/definition.ts';
import { channels } from '../../messages/head-g2g.ts';
import type { Standard } from '../../messages/message.ts';
import type { At, Item } from '../../messages/paths.ts';
import { anyUri, base64, dateTime, day, sha512, uuid, wholeNumber } from '../../messages/text-types.ts';
import type { FieldType } from '../forms/form-model.ts';
import type { Antrag, AttachedFile, Field, Payment, Relation } from './antrag-data.ts';
import { relationKinds, roles, states } from './code-lists.ts';
import type { Party } from './party-data.ts';
import * as types from './value-types.ts';

/** Our own standard for applications without a message of their own. */
export const antrag: Standard = {
  id: 'zustellwerk-antrag',
  name: 'Zustellwerk-Antrag',
  version: '1',
  namespace: 'urn:zustellwerk:antrag:1',
  prefix: 'ant',
  provenance: {
    de: 'modelliert, keinem Standard entnommen: für Leistungen ohne eigene Nachricht, und für Bauanträge, bis das Schema von XBau vorliegt',
    en: 'modelled, not taken from a standard: for services without a message of their own, and for building permits until the schema of XBau is at hand',
  },
};

type InRole = Item<At<Antrag, 'parties'>>;
type Group = Item<At<Field, 'groups'>>;
type Code = At<Field, 'code'>;

const optional = { optional: true } as const;
const entry = wholeNumber(1, 100_000);

const party = scope<Party>();
const inRole = scope<InRole>();
const person = scope<At<Party, 'person'>>();
const organisation = scope<At<Party, 'organisation'>>();
const address = scope<At<Party, 'address'>>();
const contact = scope<Item<At<Party, 'contacts'>>>();
const field = scope<Field>();
const group = scope<Group>();
const code = scope<Code>();
const file = scope<AttachedFile>();
const payment = scope<Payment>();
const relation = scope<Relation>();
const authentication = scope<At<Antrag, 'authentication'>>();
const report = scope<At<At<Antrag, 'authentication'>, 'identificationReport'>>();

export const partyElements: Node<Party>[] = [
  party.choice([
    party.inside('natuerlichePerson', 'person', [
      person.text('familienname', 'familyName', types.personName),
      person.text('vornamen', 'givenNames', types.personName),
      person.text('doktorgrad', 'doctorate', types.personName, optional),
      person.text('geburtsname', 'birthName', types.personName, optional),
      person.text('geburtsdatum', 'birthDate', day, optional),
      person.text('geburtsort', 'birthPlace', types.label, optional),
    ]),
    party.inside('organisation', 'organisation', [
      organisation.text('name', 'name', types.firmName),
      organisation.text('rechtsform', 'legalForm', types.label, optional),
      organisation.text('registergericht', 'registerCourt', types.label, optional),
      organisation.text('registernummer', 'registerNumber', types.label, optional),
      organisation.text('ansprechpartner', 'contactPerson', types.personName, optional),
    ]),
  ]),
  party.inside(
    'anschrift',
    'address',
    [
      address.text('strasse', 'street', types.label),
      address.text('hausnummer', 'houseNumber', types.houseNumber, optional),
      address.text('zusatz', 'extra', types.label, optional),
      address.text('postleitzahl', 'postalCode', types.postalCode),
      address.text('ort', 'city', types.label),
      address.text('ortsteil', 'district', types.label, optional),
      address.code('staat', 'country', states, {
        ...optional,
        doc: { de: 'fehlt: Deutschland', en: 'absent: Germany' },
      }),
    ],
    optional,
  ),
  party.each(
    'erreichbarkeit',
    'contacts',
    [contact.code('kanal', 'channel', channels), contact.text('kennung', 'id', types.label)],
    optional,
  ),
];

export const roleElements: Node<InRole>[] = [
  inRole.code('rolle', 'role', roles, {
    doc: {
      de: 'offene Liste, zum Beispiel bauherr, entwurfsverfasser',
      en: 'open list, for example bauherr, entwurfsverfasser',
    },
  }),
  inRole.text('bezeichnung', 'label', types.label),
  ...(partyElements as Node<InRole>[]),
];

/** The element that holds a value, by the type of the form's field. */
export const antragElementFor: Readonly<Record<FieldType, string>> = {
  text: 'text',
  number: 'zahl',
  date: 'datum',
  dateTime: 'zeitpunkt',
  time: 'uhrzeit',
  boolean: 'wahrheitswert',
  code: 'schluessel',
  file: 'datei',
};

const codeAttributes: Attribute[] = [
  code.attribute('listURI', 'listUri', anyUri),
  code.attribute('listVersionID', 'listVersion', types.codeName),
];

export const fieldElements: Node<Field>[] = [
  field.text('feldId', 'id', types.name, {
    doc: { de: 'Name im Formular oder Kennung des FIM-Feldes', en: 'name of the member, or id of the FIM field' },
  }),
  field.text('bezeichnung', 'label', types.label),
  field.each(
    'gruppe',
    'groups',
    [
      group.text('gruppeId', 'id', types.name),
      group.text('bezeichnung', 'label', types.label),
      group.text('wiederholung', 'index', entry, {
        ...optional,
        doc: { de: 'Nummer des Eintrags, ab 1', en: 'number of the entry, from 1' },
      }),
    ],
    optional,
  ),
  field.text('wiederholung', 'index', entry, {
    ...optional,
    doc: { de: 'Nummer in einer Liste von Werten, ab 1', en: 'number in a list of values, from 1' },
  }),
  field.choice([
    field.text('text', 'text', types.freeText),
    field.text('zahl', 'number', types.decimal),
    field.text('datum', 'date', day),
    field.text('zeitpunkt', 'dateTime', dateTime),
    field.text('uhrzeit', 'time', types.timeOfDay),
    field.text('wahrheitswert', 'flag', types.truth),
    {
      ...field.inside('schluessel', 'code', [
        bare(code.text('code', 'value', types.codeValue)),
        bare(code.text('name', 'label', types.codeName, optional)),
      ]),
      attributes: codeAttributes,
    },
    field.text('datei', 'file', types.documentId, {
      doc: { de: 'dokumentid einer anlage', en: 'dokumentid of an anlage' },
    }),
  ]),
];

export const attachmentElements: Node<AttachedFile>[] = [
  file.text('dokumentid', 'id', types.documentId),
  file.text('bezeichnung', 'label', types.label),
  file.text('dateiname', 'fileName', types.fileName),
  file.text('mimeType', 'mediaType', types.mediaType),
  file.text('groesse', 'size', wholeNumber(0, 2 ** 40), { doc: { de: 'in Byte', en: 'bytes' } }),
  file.text('sha512', 'sha512', sha512),
  file.text('inhalt', 'content', base64, {
    ...optional,
    doc: {
      de: 'die Datei, base64; fehlt: das Verfahren holt sie',
      en: 'the file, base64; absent: the office fetches it',
    },
  }),
];

export const authenticationElements: Node<At<Antrag, 'authentication'>>[] = [
  authentication.text('vertrauensniveau', 'level', types.trustLevel, optional),
  authentication.text('verfahren', 'method', types.label, {
    doc: { de: 'zum Beispiel eID, ELSTER-Zertifikat', en: 'for example eID, ELSTER certificate' },
  }),
  authentication.text('konto', 'account', types.label, {
    ...optional,
    doc: { de: 'Nutzerkonto, zum Beispiel BundID', en: 'account, for example BundID' },
  }),
  authentication.text('zeitpunkt', 'at', dateTime, optional),
  authentication.text('postfach', 'mailbox', types.label, optional),
  authentication.inside(
    'identifizierungsbericht',
    'identificationReport',
    [report.text('version', 'version', types.reportVersion), report.text('inhalt', 'content', types.signedText)],
    optional,
  ),
];

export const paymentElements: Node<Payment>[] = [
  payment.text('bezahldienst', 'provider', types.label, optional),
  payment.text('transaktionId', 'transactionId', types.label),
  payment.text('transaktionReferenz', 'transactionReference', types.label, optional),
  payment.text('betrag', 'amount', types.euros, { doc: { de: 'in Euro', en: 'euros' } }),
  payment.text('waehrung', 'currency', types.currency),
  payment.text('zahlungsart', 'method', types.label),
  payment.text('zeitpunkt', 'at', dateTime),
  payment.text('status', 'status', types.paymentStatus),
  payment.text('kassenzeichen', 'treasuryReference', types.label, optional),
];

export const relationElements: Node<Relation>[] = [
  relation.code('art', 'kind', relationKinds),
  relation.text('nachrichtenUUID', 'messageUuid', uuid, {
    doc: { de: 'der ersten Nachricht', en: 'of the first message' },
  }),
  relation.text('aktenzeichen', 'fileNumber', types.label, {
    ...optional,
    doc: { de: 'Ihres, sofern Sie eines genannt haben', en: 'yours, where you told one' },
  }),
  relation.text('rueckfrageUUID', 'replyUuid', uuid, {
    ...optional,
    doc: { de: 'Ihrer Rückfrage, die beantwortet wird', en: 'of your query that is answered' },
  }),
];
