import { z } from 'zod';
import { ars, berlinTime, day, duration, id, list, listOrOne, mapping, text, wholeNumber } from './fields.ts';

/** Vertrauensniveaus, the lowest first (BSI TR-03107-1). */
export const trustLevels = ['normal', 'substantiell', 'hoch'] as const;

const wording = mapping({
  de: text('the words in German').describe('In German.'),
  en: text('the words in English').describe('In English.'),
});

const fee = mapping({
  amount: wholeNumber(0, 99_999_900).describe('Cents; 0 where it is free.'),
  currency: z.literal('EUR', { error: 'EUR' }).default('EUR').describe('Always EUR.'),
  due: z
    .enum(['before', 'later'], { error: 'before or later' })
    .default('later')
    .describe('`before`: a submission is held until it is paid. `later`: the office asks for it.'),
  term: duration.prefault('14d').describe('With `due: before`: what is not paid by then is refused.'),
});

const bytes = wholeNumber(1, 10_000_000_000);

export const fileLimits = mapping({
  each: bytes.optional().describe('Bytes of one file.'),
  together: bytes.optional().describe('Bytes of all files of a submission.'),
});

const period = mapping({
  opens: berlinTime.optional().describe('From when it takes submissions; absent: it always did.'),
  closes: berlinTime.optional().describe('The minute from which it takes none; absent: it never closes.'),
}).refine(({ opens, closes }) => opens === undefined || closes === undefined || opens < closes, {
  error: 'opens before closes',
});

const change = mapping({
  on: day.describe('Day from which it holds.'),
  what: wording.describe('What changes, in both languages.'),
  withdrawn: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe('true: it was announced, and will not come.'),
});

const trustLevel = z.enum(trustLevels, { error: `one of ${trustLevels.join(', ')}` });

/** What a network says about one service, in place of what the catalogue says. */
export const serviceSettings = mapping({
  service: id.describe('Id of the service.'),
  region: listOrOne(ars, 'the 12 digits of an ARS in quotes, like "034570013013"')
    .optional()
    .describe('Region, or list of regions, that it is said for, with all that lies within; absent: everywhere.'),
  from: day.optional().describe('First day; absent: always. What begins later replaces what was said before.'),
  trustLevel: trustLevel.optional().describe('Trust level that the applicant needs.'),
  fee: fee.optional().describe('What it costs.'),
  urgent: z.boolean({ error: 'true or false' }).optional().describe('true: delivered before what is not urgent.'),
  attachments: list(
    mapping({
      id: id.describe('Id of a document of the service.'),
      required: z.boolean({ error: 'true or false' }).describe('Whether every submission brings it along.'),
    }),
    'documents, each with id and required',
  )
    .optional()
    .describe('Which documents are obligatory here, and which are not.'),
  fileLimits: fileLimits.optional().describe('How large files may be.'),
  open: list(period, 'periods, each with opens and closes')
    .optional()
    .describe('When it takes submissions, as for an election; between the periods it is closed.'),
  changes: list(change, 'changes, each with on and what').optional().describe('Planned changes that portals are told.'),
});
