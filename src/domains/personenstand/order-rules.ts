import type { DataPath } from '../../findings.ts';
import { isCalendarDate } from '../../messages/dates.ts';
import type { Message } from '../../messages/head-g2g.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import { valueAt } from '../../messages/paths.ts';
import { certificateKinds } from './certificates.ts';

/** Rules that XSD 1.0 cannot say and that orders of certificates share. `type` is the message number. */

type Rule = MessageRule<Message<object>>;

export function orderRules(type: string): Rule[] {
  return [copiesAgree(type), somethingOrdered(type), readerIsStandesamt(type), applicantOldEnough(type)];
}

function copiesAgree(type: string): Rule {
  return {
    id: `xpersonenstand-${type}-anzahl`,
    severity: 'error',
    text: {
      de: 'Die Anzahl jeder Art von Urkunde ist die Zahl der Einträge, die sie beschreiben.',
      en: 'The number of copies of each kind is the number of entries that describe them.',
    },
    source: {
      de: 'XPersonenstand 26.11, Text zu angeforderteUrkunden',
      en: 'XPersonenstand 26.11, text of angeforderteUrkunden',
    },
    breaches: ({ data }) =>
      certificateKinds
        .filter((kind) => copiesOf(data, kind) !== (valueAt(data, ['certificates', 'counts', kind]) ?? 0))
        .map((kind) => ['data', 'certificates', 'counts', kind]),
    example: [{ at: ['data', 'certificates', 'counts', 'standard'], value: 49 }],
  };
}

function somethingOrdered(type: string): Rule {
  return {
    id: `xpersonenstand-${type}-bestellung`,
    severity: 'error',
    text: { de: 'Mindestens eine Urkunde ist bestellt.', en: 'At least one certificate is ordered.' },
    source: {
      de: 'modelliert: Das Schema nimmt eine leere Bestellung',
      en: 'modelled: the schema takes an order of nothing',
    },
    breaches: ({ data }) =>
      certificateKinds.some((kind) => copiesOf(data, kind) > 0) ? [] : [['data', 'certificates']],
    fields: certificateKinds.map((kind) => `data.certificates.${kind}`),
  };
}

function copiesOf(data: object, kind: string): number {
  const list = valueAt(data, ['certificates', kind]);
  return Array.isArray(list) ? list.length : 0;
}

function readerIsStandesamt(type: string): Rule {
  return {
    id: `xpersonenstand-${type}-leser`,
    severity: 'error',
    text: {
      de: 'Der Leser ist ein Standesamt: psw: und die acht Ziffern der Standesamtsnummer.',
      en: 'The leser is a Standesamt: psw: and the eight digits of the Standesamtsnummer.',
    },
    source: {
      de: 'XPersonenstand 26.11, Rollen der Nachricht; Präfixliste des DVDV',
      en: 'XPersonenstand 26.11, role marks of the message; DVDV list of prefixes',
    },
    breaches: ({ head }) => (/^psw:\d{8}$/.test(head.reader.kennung) ? [] : [['head', 'reader', 'kennung']]),
    example: [{ at: ['head', 'reader', 'kennung'], value: 'ags:03457013' }],
  };
}

const youngestApplicant = 16;

function applicantOldEnough(type: string): Rule {
  return {
    id: `xpersonenstand-${type}-alter`,
    severity: 'error',
    text: { de: 'Wer Urkunden beantragt, ist mindestens 16 Jahre alt.', en: 'An applicant is at least 16 years old.' },
    source: { de: '§ 62 Abs. 1 PStG', en: '§ 62 (1) PStG' },
    breaches: ({ head, data }) => {
      const path: DataPath = ['applicant', 'person', 'birthDate'];
      const born = valueAt(data, path);
      if (typeof born !== 'string' || !isCalendarDate(born)) return [];
      const oldEnough =
        `${Number(born.slice(0, 4)) + youngestApplicant}${born.slice(4)}` <= head.createdAt.slice(0, 10);
      return oldEnough ? [] : [['data', ...path]];
    },
    fields: ['data.applicant.person.birthDate'],
  };
}
