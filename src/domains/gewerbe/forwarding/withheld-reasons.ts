import type { Wording } from '../../../findings.ts';

/** Why a notice is not passed on by the gateway, for people. */
export const withheldReasons = {
  'procedure-forwards': {
    de: 'Das Fachverfahren der Behörde leitet selbst weiter.',
    en: "The authority's procedure passes notices on itself.",
  },
  'not-confirmed': {
    de: 'Die Behörde hat den Empfang noch nicht bescheinigt (§ 3 Abs. 5 GewAnzV, § 15 Abs. 1 GewO).',
    en: 'The office has not confirmed the notice yet (§ 3 Abs. 5 GewAnzV, § 15 Abs. 1 GewO).',
  },
  'other-notice': {
    de: 'Die Empfangsbescheinigung gehört zu einer anderen Anzeige.',
    en: 'The confirmation is of another notice.',
  },
  'standard-superseded': {
    de: 'Seit dem 1. Mai 2026 ist XGewerbeordnung 1.6 verbindlich; dessen Schema ist nicht öffentlich, XGewerbeanzeige 2.2 ist abgelöst.',
    en: 'XGewerbeordnung 1.6 is obligatory since 1 May 2026; its schema is not public, and XGewerbeanzeige 2.2 is superseded.',
  },
  'other-form': {
    de: 'Die Stelle erhält von dieser Art der Anzeige nichts (§ 3 GewAnzV).',
    en: 'The recipient gets nothing of this kind of notice (§ 3 GewAnzV).',
  },
  'nobody-concerned': {
    de: 'Keine der Personen ist erkennbar Ausländer.',
    en: 'None of the persons is known to be a foreigner.',
  },
  incomplete: {
    de: 'Es fehlt etwas, das die Nachricht verlangt und weder das Portal noch die Behörde gesagt hat.',
    en: 'Something is missing that the message demands and neither the portal nor the office has said.',
  },
  mask: {
    de: 'Die Nachricht verlangt etwas, das die Stelle nach unserer Zuordnung der Felder nicht erhalten darf.',
    en: 'The message demands something that the recipient may not get by our table of the fields.',
  },
  'schema-invalid': {
    de: 'Die fertige Nachricht entspricht nicht dem Schema, das hier gilt: ein Fehler von uns, oder das amtliche Schema verlangt mehr.',
    en: 'The finished message breaks the schema that is used here: a bug of ours, or the official schema asks for more.',
  },
} as const satisfies Readonly<Record<string, Wording>>;

export type WithheldReason = keyof typeof withheldReasons;
