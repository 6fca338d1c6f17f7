import { z } from 'zod';
import { type Node, scope } from '../../../messages/definition.ts';
import { day, din } from '../../../messages/text-types.ts';
import { calendarDate } from '../../common-data.ts';

/** What an entry of the register rests on: a document, and who made it. */
export const evidence = z.strictObject({
  date: calendarDate.optional(),
  description: z.string().optional().describe('What the document is: "Heiratsurkunde"'),
  authority: z.string().optional(),
  fileNumber: z.string().optional().describe('File number of the authority; only together with it'),
  authorityAndFile: z.string().optional().describe('Authority and file number in one text, where they are not apart'),
});

export type Evidence = z.output<typeof evidence>;

const { text, group, choice } = scope<Evidence>();

/** `type.Nachweisdaten`. */
export const evidenceElements: Node<Evidence>[] = [
  text('datum', 'date', day, { optional: true }),
  text('dokumentbeschreibung', 'description', din('C'), { optional: true }),
  group(
    'behoerdeoderaktenzeichen',
    [
      choice([
        group('behoerdeaktenzeichen.getrennt', [
          text('behoerde', 'authority', din('C')),
          text('aktenzeichen', 'fileNumber', din('C'), { optional: true }),
        ]),
        group('behoerdeaktenzeichen.konkateniert', [text('behoerdeaktenzeichen', 'authorityAndFile', din('C'))]),
      ]),
    ],
    { optional: true },
  ),
];
