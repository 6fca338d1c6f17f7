import type { DataPath } from '../../findings.ts';
import type { Message } from '../../messages/head-g2g.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import { type PlacedPerson, registeredPersonRules } from './parts/registered-person-rules.ts';
import type { RegisteringPerson } from './parts/registering-person.ts';
import type { CompleteWohnsitzanmeldung } from './wohnsitzanmeldung-complete.ts';

type Rule = MessageRule<Message<CompleteWohnsitzanmeldung>>;

interface Registering extends PlacedPerson {
  readonly person: RegisteringPerson;
}

function personsIn({ data }: Message<CompleteWohnsitzanmeldung>): Registering[] {
  const { applicant, partner, children = [] } = data;
  return [
    { path: ['data', 'applicant'], person: applicant },
    ...(partner ? [{ path: ['data', 'partner'], person: partner }] : []),
    ...children.map((person, index) => ({ path: ['data', 'children', index], person })),
  ];
}

const secondary = '2';
const givenUp = '1';
const german = '000';

/** The objections of a person whose reason is one of `reasons`. */
function objectionsOf({ path, person }: Registering, reasons: readonly string[]): DataPath[] {
  return (person.objections?.reasons ?? []).flatMap((reason, index) =>
    reasons.includes(reason) ? [[...path, 'objections', 'reasons', index]] : [],
  );
}

/** Whether somebody may be under 18 on a day; of a date that is known in part, the latest possible counts. */
function mayBeMinor(birthDate: string | undefined, today: string): boolean {
  if (birthDate === undefined || !/^\d{4}/.test(birthDate)) return true;
  const latest = birthDate + '9999-12-31'.slice(birthDate.length);
  return latest > `${Number(today.slice(0, 4)) - 18}${today.slice(4)}`;
}

const residenceRules: Rule[] = [
  {
    id: 'xmeld-1704-leser-ags',
    severity: 'warning',
    text: {
      de: 'Der Gemeindeschlüssel der neuen Wohnung ist der AGS in der Kennung des Lesers.',
      en: 'The municipality key of the new dwelling is the AGS in the kennung of the leser.',
    },
    source: {
      de: 'XMeld 26.11, Nachricht 1704: Leser ist die Behörde der neuen Wohnung',
      en: 'XMeld 26.11, message 1704: its leser is the authority of the new dwelling',
    },
    breaches: ({ head, data: { newResidence } }) =>
      head.reader.kennung === `ags:${newResidence.address.municipalityKey}`
        ? []
        : [['data', 'newResidence', 'address', 'municipalityKey']],
    fields: ['data.newResidence.address.municipalityKey'],
  },
  {
    id: 'xmeld-1704-moved-in-future',
    severity: 'error',
    text: {
      de: 'Das Datum des Beziehens liegt nicht in der Zukunft.',
      en: 'The day of moving in does not lie in the future.',
    },
    source: { de: 'XMeld 26.11, Rückweisungsgrund S000', en: 'XMeld 26.11, return reason S000' },
    breaches: ({ head, data: { newResidence } }) =>
      newResidence.movedIn <= head.createdAt.slice(0, 10) ? [] : [['data', 'newResidence', 'movedIn']],
    example: [{ at: ['data', 'newResidence', 'movedIn'], value: '2999-12-31' }],
  },
  {
    id: 'xmeld-1704-moved-out-given-up',
    severity: 'error',
    text: {
      de: 'Ein Datum des Auszugs steht nur, wenn die bisherige Wohnung aufgegeben wird (1).',
      en: 'There is a day of moving out only where the former dwelling is given up (1).',
    },
    source: { de: 'XMeld 26.11, Text zur Nachricht 1704', en: 'XMeld 26.11, text of message 1704' },
    breaches: ({ data: { formerResidence } }) =>
      formerResidence.movedOut === undefined || formerResidence.decision === givenUp
        ? []
        : [['data', 'formerResidence', 'movedOut']],
    example: [{ at: ['data', 'formerResidence'], value: { decision: '2', movedOut: '2020-01-31' } }],
  },
  {
    id: 'xmeld-1704-moved-out-differs',
    severity: 'error',
    text: {
      de: 'Das Datum des Auszugs steht nur, wenn es ein anderes ist als das des Beziehens der neuen Wohnung.',
      en: 'The day of moving out stands only where it is another one than that of moving in.',
    },
    source: { de: 'XMeld 26.11, Text zur Nachricht 1704', en: 'XMeld 26.11, text of message 1704' },
    breaches: ({ data: { formerResidence, newResidence } }) =>
      formerResidence.movedOut === undefined || formerResidence.movedOut !== newResidence.movedIn
        ? []
        : [['data', 'formerResidence', 'movedOut']],
    example: [
      { at: ['data', 'newResidence', 'movedIn'], value: '2020-01-31' },
      { at: ['data', 'formerResidence'], value: { decision: givenUp, movedOut: '2020-01-31' } },
    ],
  },
];

const objectionFields = ['applicant', 'partner', 'children'].map((who) => `data.${who}.objections.reasons`);

const familyRules: Rule[] = [
  {
    id: 'xmeld-1704-only-of-partner',
    severity: 'error',
    text: {
      de: 'Ein Kind allein des Partners gibt es nur, wenn der Partner mitzieht.',
      en: 'There is a child of the partner alone only where the partner moves along.',
    },
    source: {
      de: 'modelliert: Sinn von nurPartnerZugeordnet in der Nachricht 1704',
      en: 'modelled: meaning of nurPartnerZugeordnet in message 1704',
    },
    breaches: ({ data: { partner, children = [] } }) =>
      partner
        ? []
        : children.flatMap((child, index) =>
            child.onlyOfPartner ? [['data', 'children', index, 'onlyOfPartner']] : [],
          ),
    fields: ['data.children.onlyOfPartner'],
  },
  {
    id: 'xmeld-1704-objection-main-residence',
    severity: 'warning',
    text: {
      de: 'Die Widersprüche 2, 7 und 10 nimmt nur die Meldebehörde der Haupt- oder alleinigen Wohnung an.',
      en: 'Objections 2, 7 and 10 are taken only by the authority of the main or only dwelling.',
    },
    source: {
      de: 'XMeld 26.11, Liste widerspruecheuebermittlungssperren.eintragung.ergebnis, 01 bis 03',
      en: 'XMeld 26.11, list widerspruecheuebermittlungssperren.eintragung.ergebnis, 01 to 03',
    },
    breaches: (content) =>
      personsIn(content)
        .filter(({ person }) => person.newResidenceStatus === secondary)
        .flatMap((placed) => objectionsOf(placed, ['2', '7', '10'])),
    fields: objectionFields,
  },
  {
    id: 'xmeld-1704-objection-military',
    severity: 'warning',
    text: {
      de: 'Der Widerspruch 10 (Bundeswehr) ist nur für Deutsche unter 18 Jahren.',
      en: 'Objection 10 (Bundeswehr) is only for Germans under 18.',
    },
    source: {
      de: 'XMeld 26.11, Liste widerspruecheuebermittlungssperren.eintragung.ergebnis, 04 und 05; § 36 Abs. 2 BMG',
      en: 'XMeld 26.11, list widerspruecheuebermittlungssperren.eintragung.ergebnis, 04 and 05; § 36 (2) BMG',
    },
    breaches: (content) =>
      personsIn(content)
        .filter(
          ({ person }) =>
            !person.nationalities.includes(german) ||
            !mayBeMinor(person.birth.date, content.head.createdAt.slice(0, 10)),
        )
        .flatMap((placed) => objectionsOf(placed, ['10'])),
    fields: objectionFields,
  },
];

const places = ['landlordConfirmation', 'mainResidenceDeclaration'] as const;

const fileFields = places.map((place) => `data.documents.${place}.content`);

/** "%PDF-" at the beginning of a file, in base64 without what the next character adds. */
const beginningOfPdf = 'JVBERi';

const fileRules: Rule[] = [
  {
    id: 'xmeld-1704-attachment-given',
    severity: 'error',
    text: {
      de: 'Die genannte Datei gehört zu den Anlagen der Einreichung.',
      en: 'The file that is named is one of the attachments of the submission.',
    },
    source: {
      de: 'modelliert: Die Daten nennen Anlagen mit ihrer Kennung',
      en: 'modelled: documents name attachments by their id',
    },
    breaches: ({ data: { documents } }) =>
      places.flatMap((place) =>
        documents?.[place]?.attachment === undefined ? [] : [['data', 'documents', place, 'attachment']],
      ),
    fields: fileFields,
  },
  {
    id: 'xmeld-1704-attachment-placed',
    severity: 'error',
    text: {
      de: 'Jede Anlage ist in documents genannt; für andere hat die Nachricht keinen Platz.',
      en: 'Each attachment is named in documents; the message has no place for others.',
    },
    source: {
      de: 'modelliert: Die Daten nennen Anlagen mit ihrer Kennung',
      en: 'modelled: documents name attachments by their id',
    },
    breaches: ({ data: { attachments = [] } }) =>
      attachments.flatMap(({ placed }, index) => (placed ? [] : [['data', 'attachments', index]])),
    fields: fileFields,
  },
  {
    id: 'xmeld-1704-pdf',
    severity: 'error',
    text: { de: 'Die Datei ist ein PDF-Dokument.', en: 'The file is a PDF document.' },
    source: {
      de: 'XMeld 26.11, wohnungsgeberbestaetigung und bestimmungDerHauptwohnung der Nachricht 1704',
      en: 'XMeld 26.11, wohnungsgeberbestaetigung and bestimmungDerHauptwohnung of message 1704',
    },
    breaches: ({ data: { documents } }) =>
      places.flatMap((place) =>
        documents?.[place]?.content?.startsWith(beginningOfPdf) === false
          ? [['data', 'documents', place, 'content']]
          : [],
      ),
    example: [{ at: ['data', 'documents', 'landlordConfirmation'], value: { content: 'R0lGODlh' } }],
  },
];

/** What must hold of a 1704 above its schema. */
export const wohnsitzanmeldungRules: readonly Rule[] = [
  ...residenceRules,
  ...familyRules,
  ...registeredPersonRules('1704', personsIn, ['data.applicant', 'data.partner', 'data.children']),
  ...fileRules,
];
