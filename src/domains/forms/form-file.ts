import { z } from 'zod';
import { day, id, list, mapping, pattern, text, wholeNumber } from '../../config/fields.ts';
import { newService } from './new-service.ts';

/** `form.yaml`: what a form is for. The fields themselves stand in its schema. */

const titles = mapping({ de: text('the title in German'), en: text('the title in English') });

export const formFileSchema = mapping({
  service: id.describe('Id of the service.'),
  newService: newService
    .optional()
    .describe('Entry in the catalogue, for a service that does not come with Zustellwerk.'),
  act: id.default('apply').describe('Act within the service.'),
  version: pattern(/^[0-9A-Za-z][0-9A-Za-z.-]{0,20}$/, 'a version in quotes, like "1" or "2.1"').describe(
    'Version of the form, in quotes; stands in every message.',
  ),
  validFrom: day
    .optional()
    .describe('First day of this version; absent: always. Of several versions, the one that began last holds.'),
  validUntil: day
    .optional()
    .describe('Last day on which a portal may still name it as `formVersion`; absent: without end.'),
  title: titles.describe('Title of the form in both languages.'),
  provenance: text('where the form comes from, like "modelled" or "FIM S05000039 1.1"').describe(
    'Where the fields come from: "modelled" for a form of your own.',
  ),
  schema: pattern(/^[\w.-]+\.(json|xml)$/, 'a file of this folder, *.json or *.xml').describe(
    'File with the fields: JSON Schema 2020-12 (*.json) or XDatenfelder 2 or 3 (*.xml).',
  ),
  codeLists: list(pattern(/^[\w.-]+\.xml$/, 'a file of this folder, *.xml'), 'files')
    .default([])
    .describe('Genericode files of this folder with the entries of code lists that XDatenfelder names.'),
  labels: z
    .record(z.string(), text('a label'), { error: 'a mapping of fields and labels' })
    .default({})
    .describe("Labels in place of the schema's titles; the path of a field without indexes, like `dogs.breed`."),
  parties: z
    .record(z.string(), id, { error: 'a mapping of members and roles' })
    .default({})
    .describe('Members at the top that hold a person, and their roles, like `builder: bauherr`.'),
  applicant: z
    .enum(['required', 'optional'], { error: 'required or optional' })
    .default('optional')
    .describe("Whether the submission's `applicant` must be there."),
  attachments: mapping({
    min: wholeNumber(0, 1_000).default(0),
    max: wholeNumber(0, 1_000).default(20),
  })
    .prefault({})
    .describe('How many files may come with a submission.'),
  unknownFields: z
    .enum(['refuse', 'keep'], { error: 'refuse or keep' })
    .default('refuse')
    .describe('What becomes of members that the schema does not describe; kept, they go under their own names.'),
}).superRefine(({ validFrom, validUntil }, context) => {
  if (validFrom !== undefined && validUntil !== undefined && validUntil < validFrom) {
    context.addIssue({ code: 'custom', path: ['validUntil'], message: `a day that is not before ${validFrom}` });
  }
});

export type FormFile = z.output<typeof formFileSchema>;
