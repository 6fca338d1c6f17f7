import { z } from 'zod';
import { bare, type Node, scope } from '../../messages/definition.ts';
import type { Path } from '../../messages/paths.ts';
import { din, mark } from '../../messages/text-types.ts';
import { nameKinds } from './code-lists.ts';

/**
 * Names as registers of civil status have them: each part may rightly be missing, and a name of a foreign form may say
 * which form it has, by code or in words (XPersonenstand 26.11, AllgemeinerName.Personenstandswesen).
 */

const kind = z.string().optional().describe('Code of namensart; only for a name of a foreign form');
const kindText = z.string().optional().describe('The form in words, where namensart has none for it');

export const familyNameMembers = {
  familyName: z.string().optional().describe('Familienname; a person with one name only has it here'),
  withoutFamilyName: z.literal(true).optional().describe('true for a person who has no Familienname'),
  familyNameKind: kind,
  familyNameKindText: kindText,
};

export const givenNamesMembers = {
  givenNames: z.string().optional().describe('All Vornamen as registered'),
  withoutGivenNames: z.literal(true).optional().describe('true for a person who has no Vornamen'),
  givenNamesKind: kind,
  givenNamesKindText: kindText,
};

export const personNames = z.strictObject({
  ...familyNameMembers,
  birthName: z.string().optional().describe('Geburtsname'),
  withoutBirthName: z.literal(true).optional().describe('true for a person who has no Geburtsname'),
  birthNameKind: kind,
  birthNameKindText: kindText,
  ...givenNamesMembers,
});

interface NamePaths<S> {
  readonly name: Path<S>;
  readonly without: Path<S>;
  readonly kind: Path<S>;
  readonly kindText: Path<S>;
}

/** One part of a name. */
function nameElement<S>(element: string, at: NamePaths<S>, options: { optional?: true } = {}): Node<S> {
  const names = scope<S>();
  return names.group(
    element,
    [
      names.choice([
        bare(names.text('name', at.name, din('C'))),
        bare(
          names.text('nichtVorhanden', at.without, mark(), {
            doc: { de: 'die Person hat zu Recht keinen', en: 'the person rightly has none' },
          }),
        ),
      ]),
      names.group(
        'namensart',
        [
          names.choice([
            names.code('code', at.kind, nameKinds),
            names.text('nichtGelisteterWert', at.kindText, din('C')),
          ]),
        ],
        { optional: true },
      ),
    ],
    options,
  );
}

type FamilyName = z.output<z.ZodObject<typeof familyNameMembers>>;
type GivenNames = z.output<z.ZodObject<typeof givenNamesMembers>>;
type PersonNames = z.output<typeof personNames>;

export const familyNameElement = nameElement<FamilyName>('familienname', {
  name: 'familyName',
  without: 'withoutFamilyName',
  kind: 'familyNameKind',
  kindText: 'familyNameKindText',
});

/** The element is `vornamen` of the person on record and `vorname` of the applicant. */
export function givenNamesElement(element: 'vornamen' | 'vorname'): Node<GivenNames> {
  return nameElement<GivenNames>(element, {
    name: 'givenNames',
    without: 'withoutGivenNames',
    kind: 'givenNamesKind',
    kindText: 'givenNamesKindText',
  });
}

const birthNameElement = nameElement<PersonNames>(
  'geburtsname',
  { name: 'birthName', without: 'withoutBirthName', kind: 'birthNameKind', kindText: 'birthNameKindText' },
  { optional: true },
);

/** `PersonName`. */
export const personNameElements: Node<PersonNames>[] = [
  familyNameElement,
  birthNameElement,
  givenNamesElement('vornamen'),
];
