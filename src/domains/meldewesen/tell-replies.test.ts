import { expect, it } from 'vitest';
import { verdictOf } from '../replies/reply.ts';
import { summarise } from '../replies/summarise.ts';
import { meldewesenReplies } from './tell-replies.ts';

const original = {
  uuid: '5d0c9a52-7e1d-4b7e-9a61-0d5a5f0e2c12',
  type: '1700',
  createdAt: '2026-11-25T08:15:30.123+01:00',
};
const document = 'JVBERi0=';

function told(type: string, data: Record<string, unknown>) {
  const kind = meldewesenReplies.find(({ definition }) => definition.type === type);
  if (kind === undefined) throw new Error(`no reply ${type}`);
  return kind.tell({ head: {}, data: { original, ...data } });
}

/** What each reply comes to: type, data, kinds, state, documents, German summary. */
it.each<[string, Record<string, unknown>, string, string | undefined, string[], string]>([
  ['1701', { refusal: '01' }, 'rejected', 'rejected', [], 'Der Antrag wurde abgelehnt: nicht eindeutig identifiziert.'],
  ['1701', { answer: { status: '02' } }, 'status', undefined, [], 'Zahlung erforderlich: Versand nach Zahlung.'],
  ['1701', { answer: { status: '03' } }, 'acknowledged', undefined, [], 'Die Behörde hat den Eingang bestätigt.'],
  [
    '1701',
    { answer: { status: '01', certificate: { document } } },
    'accepted',
    'completed',
    ['Meldebescheinigung.pdf'],
    'Der Antrag wurde positiv erledigt. Ein Dokument liegt bei.',
  ],
  ['1703', { form: {} }, 'accepted', 'completed', [], 'Der Antrag wurde positiv erledigt.'],
  ['1703', { refusal: '02' }, 'rejected', 'rejected', [], 'Der Antrag wurde abgelehnt: verstorben.'],
  [
    '1705',
    { fileNumber: 'A 1', status: '01', document, deadline: '2026-12-01' },
    'file-number status',
    undefined,
    ['Statusmitteilung.pdf'],
    'Aktenzeichen: A 1. Bestätigungscode folgt: Die Anmeldung wird fortgeführt; ein Bestätigungscode folgt mit der Post (Frist: 2026-12-01). Ein Dokument liegt bei.',
  ],
  [
    '1707',
    { fileNumber: 'A 1', registered: [{ document }, { document }] },
    'file-number accepted',
    'completed',
    ['Meldebestaetigung-1.pdf', 'Meldebestaetigung-2.pdf'],
    'Aktenzeichen: A 1. Der Antrag wurde positiv erledigt. 2 Dokumente liegen bei.',
  ],
  [
    '1707',
    { fileNumber: 'A 1', refused: { status: '03', document } },
    'file-number rejected',
    'rejected',
    ['Ablehnung.pdf'],
    'Aktenzeichen: A 1. Der Antrag wurde abgelehnt: Bestätigungscode ungültig. Ein Dokument liegt bei.',
  ],
  ['1709', { status: '03' }, 'acknowledged', undefined, [], 'Die Behörde hat den Eingang bestätigt.'],
  ['1709', { refusal: '03' }, 'rejected', 'rejected', [], 'Der Antrag wurde abgelehnt: nicht aktuell gemeldet.'],
  [
    '1710',
    { disclosure: { data: { person: {} }, document } },
    'accepted',
    'completed',
    ['Selbstauskunft.pdf'],
    'Der Antrag wurde positiv erledigt. Ein Dokument liegt bei.',
  ],
  ['1712', { stored: { keys: ['5'] } }, 'accepted', 'completed', [], 'Der Antrag wurde positiv erledigt.'],
  [
    '1715',
    { refusal: '04' },
    'rejected',
    'rejected',
    [],
    'Der Antrag wurde abgelehnt: nicht mit Haupt- oder alleiniger Wohnung gemeldet.',
  ],
])('%s %o', (type, data, kinds, verdict, files, summary) => {
  const { reference, says, documents } = told(type, data);
  expect(reference).toEqual({ messageUuid: original.uuid, messageType: '1700' });
  expect(says.map((one) => one.type).join(' ')).toBe(kinds);
  expect(verdictOf(says)).toBe(verdict);
  expect(documents.map(({ fileName }) => fileName)).toEqual(files);
  expect(summarise(says, documents.length, 'de')).toBe(summary);
});

it('hands on what was asked for as data', () => {
  expect(told('1712', { stored: { keys: ['5'] } }).data).toEqual({ keys: ['5'] });
  expect(told('1703', { form: { sex: 'w' } }).data).toEqual({ sex: 'w' });
  expect(told('1710', { disclosure: { data: { person: {} } } }).data).toEqual({ person: {} });
  expect(told('1709', { status: '03' })).not.toHaveProperty('data');
});
