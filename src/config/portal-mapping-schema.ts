import { z } from 'zod';
import { id, list, mapping, pattern, text } from './fields.ts';

const pointer = pattern(/^(\/([^~]|~[01])+)+$/, 'a JSON pointer into `data`, like /felder/nachname');
const path = text('a path in the data of the service, like person.familyName');
const value = z.union([z.string(), z.number(), z.boolean()], { error: 'a text, a number, true or false' });

const row = mapping({
  portal: pointer.describe(
    "Where the portal has the field: JSON pointer into the submission's `data`; `*` for each item of a list.",
  ),
  data: path.describe('What it is in the data of the service: a path with dots; `*` for each item of a list.'),
  convert: text('a converter, like german-date')
    .optional()
    .describe('How its value is read: german-date, yes-no, true-false, whole-number and the like; absent: as it is.'),
  words: z
    .record(z.string(), z.union([z.string(), z.boolean()]), { error: 'a mapping of words to codes' })
    .optional()
    .describe('The words that the portal has for codes, in place of `convert`.'),
});

/** What a portal calls the fields of one service. */
export const portalMapping = mapping({
  profile: id.describe('Profile that is changed; one of those of the portal.'),
  service: id.describe('Id of the service.'),
  rows: list(row, 'rows, each with portal and data')
    .default([])
    .describe('Fields; a row takes the place of those of the profile that speak of the same field or value.'),
  defaults: z
    .record(z.string(), value, { error: 'a mapping of paths in the data to values' })
    .default({})
    .describe('What holds where the portal says nothing, by path in the data.'),
  ignored: list(pointer, 'JSON pointers').default([]).describe('Fields that carry nothing for the office.'),
});
