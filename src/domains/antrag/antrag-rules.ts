import type { DataPath } from '../../findings.ts';
import type { Head } from '../../messages/head-g2g.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import type { Antrag } from './antrag-data.ts';
import type { Party } from './party-data.ts';

type Rule = MessageRule<{ head: Head; data: Antrag }>;

/** What the schema of the generic message cannot say. */
export const antragRules: readonly Rule[] = [
  {
    id: 'zustellwerk-antrag-0001-datei',
    severity: 'error',
    text: {
      de: 'Ein Feld für eine Datei nennt die Kennung eines Anhangs dieser Einreichung.',
      en: 'A field for a file names the id of an attachment of this submission.',
    },
    source: { de: 'modelliert', en: 'modelled' },
    breaches: ({ data: { fields = [], attachments = [] } }) => {
      const known = new Set(attachments.map(({ id }) => id));
      return fields.flatMap(({ file }, index) =>
        file === undefined || known.has(file) ? [] : [['data', 'fields', index, 'file']],
      );
    },
    example: [{ at: ['data', 'fields'], value: [{ id: 'nachweis', label: 'Nachweis', file: 'nicht-dabei' }] }],
  },
  {
    id: 'zustellwerk-antrag-0001-plz',
    severity: 'error',
    text: {
      de: 'Eine deutsche Postleitzahl hat fünf Ziffern und beginnt nicht mit 00.',
      en: 'A German postal code has five digits and does not begin with 00.',
    },
    source: { de: 'modelliert nach den Postleitzahlen, die es gibt', en: 'modelled after the postal codes in use' },
    breaches: ({ data }) =>
      partiesOf(data).flatMap(([path, { address }]) =>
        address === undefined || !isGerman(address.country) || /^(?!00)\d{5}$/.test(address.postalCode)
          ? []
          : [[...path, 'address', 'postalCode']],
      ),
    fields: ['applicant', 'representatives', 'parties'].map((who) => `data.${who}.address.postalCode`),
  },
];

function isGerman(country: string | undefined): boolean {
  return country === undefined || country === '000';
}

function partiesOf({ applicant, representatives = [], parties = [] }: Antrag): (readonly [DataPath, Party])[] {
  return [
    ...(applicant === undefined ? [] : [[['data', 'applicant'], applicant] as const]),
    ...representatives.map((each, index) => [['data', 'representatives', index], each] as const),
    ...parties.map((each, index) => [['data', 'parties', index], each] as const),
  ];
}
