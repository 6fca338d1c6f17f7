import { type Language, wordIn } from '../../findings.ts';
import type { Saying } from './reply.ts';

/** What a reply says, for people, in a few sentences. The office's own words are in the office's language. */
export function summarise(says: readonly Saying[], documents: number, language: Language): string {
  const ofDocuments = documents === 0 ? [] : [documentsIn(documents, language)];
  return [...says.map((one) => sentences[language](one)), ...ofDocuments].join(' ');
}

const sentences: Readonly<Record<Language, (one: Saying) => string>> = { de: inGerman, en: inEnglish };

function inGerman(one: Saying): string {
  switch (one.type) {
    case 'acknowledged':
      return 'Die Behörde hat den Eingang bestätigt.';
    case 'accepted':
      return `${one.partly ? 'Dem Antrag wurde teilweise stattgegeben' : 'Der Antrag wurde positiv erledigt'}${after(one.text, 'de')}.`;
    case 'rejected':
      return `Der Antrag wurde abgelehnt${after(reasonsOf(one, 'de'), 'de')}.`;
    case 'status':
      return `${germanStatus[one.status]}${after(one.text, 'de')}${one.deadline ? ` (Frist: ${one.deadline})` : ''}.`;
    case 'query':
      return `Die Behörde fragt nach: ${one.text}${one.wanted.length ? ` Gewünscht: ${one.wanted.join(', ')}.` : ''}${one.deadline ? ` Antwort bis ${one.deadline}.` : ''}`;
    case 'file-number':
      return `Aktenzeichen: ${one.fileNumber}.`;
  }
}

function inEnglish(one: Saying): string {
  switch (one.type) {
    case 'acknowledged':
      return 'The office has confirmed that it received the application.';
    case 'accepted':
      return `${one.partly ? 'The application was granted in part' : 'The application was granted or done'}${after(one.text, 'en')}.`;
    case 'rejected':
      return `The application was refused${after(reasonsOf(one, 'en'), 'en')}.`;
    case 'status':
      return `${englishStatus[one.status]}${after(one.text, 'en')}${one.deadline ? ` (until ${one.deadline})` : ''}.`;
    case 'query':
      return `The office asks: ${one.text}${one.wanted.length ? ` Wanted: ${one.wanted.join(', ')}.` : ''}${one.deadline ? ` Answer until ${one.deadline}.` : ''}`;
    case 'file-number':
      return `File number: ${one.fileNumber}.`;
  }
}

const germanStatus = {
  'in-processing': 'Der Antrag ist in Bearbeitung',
  closed: 'Der Vorgang ist abgeschlossen',
  'code-follows': 'Bestätigungscode folgt',
  'payment-needed': 'Zahlung erforderlich',
} as const;

const englishStatus = {
  'in-processing': 'The application is in processing',
  closed: 'The case is closed',
  'code-follows': 'Confirmation code to follow',
  'payment-needed': 'Payment needed',
} as const;

function after(text: Parameters<typeof wordIn>[0] | undefined, language: Language): string {
  const words = text === undefined ? '' : wordIn(text, language).trim().replace(/\.$/, '');
  return words === '' ? '' : `: ${words}`;
}

function reasonsOf({ findings }: Extract<Saying, { type: 'rejected' }>, language: Language): string {
  return findings.flatMap(({ text }) => (text === undefined ? [] : [wordIn(text, language)])).join('; ');
}

function documentsIn(count: number, language: Language): string {
  if (language === 'de') return count === 1 ? 'Ein Dokument liegt bei.' : `${count} Dokumente liegen bei.`;
  return count === 1 ? 'One document is attached.' : `${count} documents are attached.`;
}
