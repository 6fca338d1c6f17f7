import { z } from 'zod';
import { id, list, mapping, pattern, text, wholeNumber } from '../../config/fields.ts';
import { fileLimits, trustLevels } from '../../config/service-settings-schema.ts';

/** What the catalogue says of a service that does not come with Zustellwerk. */

/** The fields of the OZG (Themenfelder). */
const themenfelder = [
  'Arbeit & Ruhestand',
  'Bauen & Wohnen',
  'Bildung',
  'Ein- & Auswanderung',
  'Engagement & Hobby',
  'Familie & Kind',
  'Forschung & Förderung',
  'Gesundheit',
  'Mobilität & Reisen',
  'Querschnitt',
  'Recht & Ordnung',
  'Steuern & Zoll',
  'Umwelt',
  'Unternehmensführung & -entwicklung',
] as const;

const levels = ['gemeinde', 'kreis', 'gemeinde-or-kreis', 'bund', 'any'] as const;

const yesOrNo = z.boolean({ error: 'true or false' });
const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `one of ${values.join(', ')}` });

const wording = mapping({
  de: text('the words in German').describe('In German.'),
  en: text('the words in English').describe('In English.'),
});

const namedAttachment = mapping({
  id: id.describe('Id of the document.'),
  name: wording.describe('What it is; where it is only wanted in some cases, in which.'),
  required: yesOrNo.default(false).describe('Whether every submission brings it along.'),
  mediaTypes: list(text('a media type, like application/pdf'), 'media types').optional().describe('Its media types.'),
  mostBytes: wholeNumber(1, 10_000_000_000).optional().describe('How large it may be.'),
});

export const newService = mapping({
  name: text('the official German name').describe('Official German name.'),
  aliases: list(text('a name'), 'names')
    .default([])
    .describe('Other names and words of people; a search finds the service by them.'),
  leikaIds: list(pattern(/^99\d{12}$/, 'a LeiKa key in quotes, 14 digits, 99…'), 'LeiKa keys')
    .default([])
    .describe('LeiKa keys, 14 digits, in quotes.'),
  legalBasis: list(text('a law'), 'laws').default([]).describe('Laws that the service rests on.'),
  domain: text('a domain, like Verkehr').default('Allgemein').describe('Domain, like Verkehr.'),
  themenfeld: oneOf(themenfelder).optional().describe('Field of the OZG.'),
  level: oneOf(levels).default('any').describe('Who offers it by law.'),
  trustLevel: oneOf(trustLevels).optional().describe('Trust level that the applicant needs; absent: not known.'),
  payable: yesOrNo.optional().describe('Whether it costs something; absent: not known.'),
  urgent: yesOrNo.default(false).describe('true: delivered before what is not urgent.'),
  deadline: wording.optional().describe('Until when people must apply.'),
  writtenForm: mapping({
    required: yesOrNo.describe('Whether the law asks for written form.'),
    rule: wording.describe('What it says.'),
  })
    .optional()
    .describe('Written form.'),
  attachments: list(namedAttachment, 'documents, each with id and name')
    .default([])
    .describe('Documents that a submission brings along.'),
  fileNames: mapping({
    pattern: text('a regular expression')
      .refine(isExpression, { error: 'a regular expression' })
      .describe('Regular expression.'),
    rule: wording.describe('What it means.'),
  })
    .optional()
    .describe('How files must be named.'),
  fileLimits: fileLimits.optional().describe('How large files may be.'),
});

function isExpression(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
