import type { DataPath } from '../../findings.ts';
import type { Message } from '../../messages/head-g2g.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import type { TradeNotice } from './trade-notice-data.ts';

/** Legal forms of XGewerbeanzeige whose businesses stand in a register: e.K., GmbH, e.V. The others' codes are not public. */
const registeredForms = ['170', '350', '590'];

type NoticeRule = MessageRule<Message<TradeNotice>>;

const registeredName: DataPath = ['data', 'business', 'registeredName'];

/** What must hold in every notice above the schema. `type` is the number of the message. */
export function noticeRules(type: string): NoticeRule[] {
  return rules.map((rule) => ({ ...rule, id: `gewerbe-${type}-${rule.id}` }));
}

const rules: readonly NoticeRule[] = [
  {
    id: 'anzahl-beteiligte',
    severity: 'error',
    text: {
      de: 'Die Anzahl der Beteiligten, wenn angegeben, ist die Anzahl der beteiligten Personen.',
      en: 'The number of partners, where given, is the number of persons.',
    },
    source: { de: 'modelliert', en: 'modelled' },
    breaches: ({ data: { business, persons } }) =>
      business.partners === undefined || business.partners === persons.length ? [] : [['data', 'business', 'partners']],
    example: [{ at: ['data', 'business', 'partners'], value: 99 }],
  },
  {
    id: 'juristische-person',
    severity: 'error',
    text: {
      de: 'Hinter wem eine Person mit Funktion 3 steht, der hat einen eingetragenen Namen.',
      en: 'Whoever has a person with function 3 behind it has a registered name.',
    },
    source: {
      de: 'modelliert; in den veröffentlichten Nachrichten von XGewerbeanzeige steht eine Person mit Funktion 3 hinter einer juristischen Person',
      en: 'modelled; a person with function 3 stands behind a legal person in the published XGewerbeanzeige messages',
    },
    breaches: ({ data: { business, persons } }) =>
      business.registeredName === undefined && persons.some(({ role }) => role === '3') ? [registeredName] : [],
    example: [
      { at: registeredName, value: undefined },
      { at: ['data', 'persons', 0, 'role'], value: '3' },
    ],
  },
  {
    id: 'register-name',
    severity: 'error',
    text: {
      de: 'Wer einen Registereintrag angibt, gibt den eingetragenen Namen an.',
      en: 'Whoever gives an entry in a register gives the registered name.',
    },
    source: { de: 'modelliert', en: 'modelled' },
    breaches: ({ data: { business } }) =>
      business.register !== undefined && business.registeredName === undefined ? [registeredName] : [],
    example: [
      { at: registeredName, value: undefined },
      { at: ['data', 'business', 'register'], value: { number: 'HRB 1', city: 'Musterstadt', type: 'B' } },
    ],
  },
  {
    id: 'registereintrag',
    // Not an error: a company that is being founded has no entry yet.
    severity: 'warning',
    text: {
      de: 'Zur Rechtsform 170 (e.K.), 350 (GmbH) oder 590 (e.V.) gehört ein Registereintrag.',
      en: 'Legal form 170 (e.K.), 350 (GmbH) or 590 (e.V.) comes with an entry in a register.',
    },
    source: { de: 'modelliert', en: 'modelled' },
    breaches: ({ data: { business } }) =>
      registeredForms.includes(business.legalForm) && business.register === undefined
        ? [['data', 'business', 'register']]
        : [],
    fields: ['data.business.legalForm', 'data.business.register'],
  },
  {
    id: 'hauptniederlassung',
    severity: 'error',
    text: {
      de: 'Zur Niederlassungsart 2 oder 3 gehört die Hauptniederlassung.',
      en: 'Branch type 2 or 3 comes with the main place of business.',
    },
    source: {
      de: 'modelliert; so in den veröffentlichten Nachrichten von XGewerbeanzeige',
      en: 'modelled; so in the published XGewerbeanzeige messages',
    },
    breaches: ({ data: { business } }) =>
      ['2', '3'].includes(business.branch) && business.mainPlace === undefined
        ? [['data', 'business', 'mainPlace', 'address']]
        : [],
    example: [
      { at: ['data', 'business', 'branch'], value: '2' },
      { at: ['data', 'business', 'mainPlace'], value: undefined },
    ],
  },
  {
    id: 'ausstellung',
    severity: 'error',
    text: {
      de: 'Handwerkskarte und Aufenthaltstitel sind nicht nach dem Tag der Nachricht ausgestellt.',
      en: 'Craft card and residence permit were not issued after the day of the message.',
    },
    source: { de: 'modelliert', en: 'modelled' },
    breaches: ({ head, data: { business, persons } }) => [
      ...after(head.createdAt, business.craftCard?.issuedOn, ['data', 'business', 'craftCard', 'issuedOn']),
      ...persons.flatMap(({ residencePermit }, index) =>
        after(head.createdAt, residencePermit?.issuedOn, ['data', 'persons', index, 'residencePermit', 'issuedOn']),
      ),
    ],
    fields: ['data.business.craftCard.issuedOn', 'data.persons.residencePermit.issuedOn'],
  },
];

function after(moment: string, day: string | undefined, path: DataPath): DataPath[] {
  return day !== undefined && day > moment.slice(0, 10) ? [path] : [];
}

const fourWeeks = 28 * 24 * 60 * 60 * 1000;

export const lateDeregistration: NoticeRule = {
  id: 'gewerbe-0003-vier-wochen',
  severity: 'warning',
  text: {
    de: 'Die Aufgabe liegt nicht mehr als vier Wochen zurück.',
    en: 'The business has not ended more than four weeks ago.',
  },
  source: {
    de: 'FIM-Datenschema S05000001294 Version 2.0.0 (Gewerbeabmeldung)',
    en: 'FIM data schema S05000001294 version 2.0.0 (Gewerbeabmeldung)',
  },
  breaches: ({ head, data: { validFrom } }) =>
    Date.parse(head.createdAt.slice(0, 10)) - Date.parse(validFrom) > fourWeeks ? [['data', 'validFrom']] : [],
  fields: ['data.validFrom'],
};
