import type { CodeList } from '../../../messages/code-list.ts';
import { isCalendarDate } from '../../../messages/dates.ts';
import { type Attribute, bare, type GroupNode, type Node, scope } from '../../../messages/definition.ts';
import type { Path } from '../../../messages/paths.ts';
import type { TextType } from '../../../messages/text-type.ts';
import { anyUri, din, patterned } from '../../../messages/text-types.ts';
import type { Coded } from './content.ts';

/** The longest texts are those of our schema; the official one is not public. */
export const text = din('E', { max: 1000 });
export const shortText = din('E', { max: 100 });
export const longText = din('E', { max: 10_000 });

const coded = scope<Coded>();
const version = patterned('xs:token', /^\S+( \S+)*$/, { de: 'Version einer Liste', en: 'version of a list' });
const listAttributes: readonly Attribute[] = [
  coded.attribute('listURI', 'list', anyUri, { optional: true }),
  coded.attribute('listVersionID', 'version', version, { optional: true }),
];

/** A code element. Which attributes it has is the instance's: 2.2 leaves most of them out, 2.1 writes all. */
export function codeElement<S>(
  name: string,
  path: Path<S>,
  list: CodeList,
  { optional = false, many = false }: { optional?: boolean; many?: boolean } = {},
): GroupNode<S> {
  const key = patterned(list.name, list.pattern ?? /^\S+$/, {
    de: `Schlüssel der Liste ${list.name}`,
    en: `code of ${list.name}`,
  });
  const children: Node<Coded>[] = [
    bare(coded.text('code', 'code', key)),
    bare(coded.text('name', 'name', text, { optional: true })),
  ];
  const max = many ? Number.POSITIVE_INFINITY : 1;
  return { kind: 'group', name, path, qualified: true, optional, max, attributes: listAttributes, children };
}

const germanDay = { de: 'JJJJ-MM-TT', en: 'YYYY-MM-DD' };

/** The only date that is not ISO: `geburtsdatum` is TTMMJJJJ. */
export const birthDate: TextType = {
  name: 'TTMMJJJJ',
  expected: germanDay,
  check: (value) =>
    typeof value === 'string' && isCalendarDate(value) ? undefined : { rule: 'date', params: { expected: germanDay } },
  write: (value) => String(value).split('-').toReversed().join(''),
  read: (written) => written.trim().replace(/^(\d{2})(\d{2})(\d{4})$/, '$3-$2-$1'),
};
