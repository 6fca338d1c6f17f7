import type { Language } from '../../findings.ts';
import type { ContentLine } from './list-content.ts';

/** What a citizen gets to keep: that the application was taken, when, for whom, and a copy of what was said. */
export interface CitizenReceipt {
  /** Short, to be read out on the telephone: see `receiptNumber`. */
  readonly number: string;
  /** Id of the submission. */
  readonly submission: string;
  readonly receivedAt: Date;
  readonly service: string;
  readonly authority: string;
  readonly region: string;
  readonly portal: string;
  readonly reference: string | null;
  readonly summary: readonly ContentLine[];
  readonly files: readonly { readonly name: string; readonly size: number; readonly sha512: string }[];
}

/**
 * The last 60 bits of the submission's id, all random, in four groups of four letters and digits that are not mistaken
 * for each other (Crockford's alphabet: no I, L, O, U).
 */
export function receiptNumber(submission: string): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let rest = BigInt(`0x${submission.replaceAll('-', '').slice(-15)}`);
  let text = '';
  for (let place = 0; place < 12; place += 1) {
    text = (alphabet[Number(rest % 32n)] ?? '') + text;
    rest /= 32n;
  }
  return text.replace(/^(.{4})(.{4})(.{4})$/, '$1-$2-$3');
}

/** The words around the content, which itself stays as it was written. */
export const receiptWords = {
  de: {
    title: 'Eingangsbestätigung',
    number: 'Nummer',
    receivedAt: 'Eingegangen am',
    service: 'Leistung',
    authority: 'Zuständige Behörde',
    region: 'Gebiet',
    portal: 'Eingereicht über',
    reference: 'Zeichen des Portals',
    submission: 'Kennung der Einreichung',
    summary: 'Das haben Sie eingereicht',
    files: 'Dateien',
    note: 'Diese Bestätigung zeigt, dass und wann der Antrag elektronisch eingegangen ist, und ist zugleich die Kopie Ihrer Erklärung zum Abruf (§ 9a Absatz 4 des Onlinezugangsgesetzes). Sie ist kein Bescheid: Über den Antrag entscheidet die Behörde.',
  },
  en: {
    title: 'Confirmation of receipt',
    number: 'Number',
    receivedAt: 'Received on',
    service: 'Service',
    authority: 'Competent authority',
    region: 'Region',
    portal: 'Submitted through',
    reference: "The portal's reference",
    submission: 'Id of the submission',
    summary: 'What you submitted',
    files: 'Files',
    note: 'This confirmation shows that and when the application was received electronically, and is the copy of your declaration (section 9a (4) of the Onlinezugangsgesetz). It is no decision: the authority decides on the application. The fields are named in German, as in the message to the authority.',
  },
} as const satisfies Record<Language, unknown>;

/** `25.11.2026, 21:15:30` in Berlin. */
export function receiptTime(at: Date, language: Language): string {
  return new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'long',
    timeZone: 'Europe/Berlin',
  }).format(at);
}
