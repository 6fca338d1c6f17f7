import { z } from 'zod';
import { type Node, scope } from '../../messages/definition.ts';
import { valueAt } from '../../messages/paths.ts';
import { din, mark, wholeNumber } from '../../messages/text-types.ts';
import { translationLanguages } from './code-lists.ts';
import { cents, price } from './terms.ts';

/** Which certificates are ordered, each with its properties (XPersonenstand 26.11, Urkundenanforderung). */

/** Of one kind; more than anybody needs at once. */
const mostCopies = 99;

const flag = (meaning: string) => z.literal(true).optional().describe(`true: ${meaning}`);

const plain = z.strictObject({ price: price.optional() });
const registerPrint = plain.extend({ withNotes: flag('with the notes of the entry (Hinweise)') });
const translationAid = plain.extend({
  language: z.string().optional().describe('Code of sprachenuebersetzungshilfe'),
  languageText: z.string().optional().describe('The language in words, where the list has none for it'),
});
const standard = plain.extend({ free: flag('free of charge (gebührenfrei)') });

/** The certificate of each register in the standard format. */
export const standardOfBirth = standard.extend({
  fatherAsParent: flag('"Elternteil" in place of "Vater"'),
  motherAsParent: flag('"Elternteil" in place of "Mutter"'),
  withoutParents: flag('without the names of the parents; never free of charge'),
  withoutSex: flag('without the sex of the child; never free of charge'),
});
export const standardOfMarriage = standard.extend({
  withoutNamesBeforeMarriage: flag('without the Vornamen before the marriage'),
});
export const standardOfDeath = standard;

const copies = z.int().min(0).max(mostCopies).optional();

/** Kind of certificate → its list and its number, in the data and in the message. */
const kinds = {
  standard: 'Standardformat',
  registerPrints: 'Registerausdruck',
  familyBook: 'Stammbuchformat',
  multilingual16: 'CIEC16',
  multilingual34: 'CIEC34',
  translationAids: 'Uebersetzungshilfe',
} as const;

type Kind = keyof typeof kinds;
export const certificateKinds = Object.keys(kinds) as readonly Kind[];

const counts = z.strictObject({
  standard: copies,
  registerPrints: copies,
  familyBook: copies,
  multilingual16: copies,
  multilingual34: copies,
  translationAids: copies,
});

/** The order of one register; `each` is its certificate in the standard format. */
export function certificatesWith<Each extends z.ZodObject>(each: Each) {
  const list = <T extends z.ZodObject>(item: T, what: string) =>
    z.array(item).max(mostCopies).optional().describe(`${what}, one entry for each copy`);
  return z
    .strictObject({
      counts: counts
        .optional()
        .describe('Number of copies; left out: as many as are described. A number alone orders plain ones.'),
      standard: list(each, 'Standard format'),
      registerPrints: list(registerPrint, 'Certified prints of the register entry'),
      familyBook: list(plain, 'Stammbuch format'),
      multilingual16: list(plain, 'Multilingual extracts after CIEC convention 16'),
      multilingual34: list(plain, 'Multilingual extracts after CIEC convention 34'),
      translationAids: list(translationAid, 'Translation aids of Regulation (EU) 2016/1191'),
    })
    .describe('What is ordered; at least one certificate');
}

export type StandardOfBirth = z.output<typeof standardOfBirth>;
export type StandardOfMarriage = z.output<typeof standardOfMarriage>;
export type StandardOfDeath = z.output<typeof standardOfDeath>;

interface Certificates<Standard> {
  readonly counts?: z.output<typeof counts> | undefined;
  readonly standard?: readonly Standard[] | undefined;
  readonly registerPrints?: readonly z.output<typeof registerPrint>[] | undefined;
  readonly familyBook?: readonly z.output<typeof plain>[] | undefined;
  readonly multilingual16?: readonly z.output<typeof plain>[] | undefined;
  readonly multilingual34?: readonly z.output<typeof plain>[] | undefined;
  readonly translationAids?: readonly z.output<typeof translationAid>[] | undefined;
}

const ofStandard = scope<StandardOfDeath>();
const ofCounts = scope<z.output<typeof counts>>();
const ofPlain = scope<z.output<typeof plain>>();
const ofPrint = scope<z.output<typeof registerPrint>>();
const ofAid = scope<z.output<typeof translationAid>>();
const optional = { optional: true } as const;

const priceElement = ofPlain.text('kosten', 'price', cents, {
  ...optional,
  doc: { de: 'in Eurocent', en: 'Eurocent' },
});

/** What every certificate in the standard format has; those of a register follow. */
export const standardElements: Node<StandardOfDeath>[] = [
  priceElement,
  ofStandard.text('gebuehrenfrei', 'free', mark(), optional),
];

/** The elements of `angeforderteUrkunden`; in the message the standard format comes last. */
export function certificateElements<Standard>(each: readonly Node<Standard>[]): Node<Certificates<Standard>>[] {
  const from = scope<Certificates<unknown>>();
  const standardFrom = scope<{ readonly standard?: readonly Standard[] | undefined }>();
  return [
    from.within(
      'counts',
      certificateKinds.map((kind) => ofCounts.text(`anzahl${kinds[kind]}`, kind, wholeNumber(0, mostCopies), optional)),
    ),
    from.each(
      'registerausdruck',
      'registerPrints',
      [priceElement, ofPrint.text('mitHinweisen', 'withNotes', mark(), optional)],
      optional,
    ),
    from.each('stammbuchformat', 'familyBook', [priceElement], optional),
    from.each('ciec16', 'multilingual16', [priceElement], optional),
    from.each('ciec34', 'multilingual34', [priceElement], optional),
    from.each(
      'uebersetzungshilfe',
      'translationAids',
      [
        priceElement,
        ofAid.group('sprache', [
          ofAid.choice([
            ofAid.code('code', 'language', translationLanguages),
            ofAid.text('nichtGelisteterWert', 'languageText', din('C')),
          ]),
        ]),
      ],
      optional,
    ),
    standardFrom.each('standardformat', 'standard', each, optional),
  ];
}

/**
 * Adds what the portal need not say: the numbers of the copies that it describes, and plain copies where it only says how
 * many. Takes whatever a portal may have sent.
 */
export function completeCertificates(given: object): object {
  const completed: Record<string, unknown> = { ...given };
  const numbers: Record<string, unknown> = { ...((valueAt(given, ['counts']) ?? {}) as object) };
  for (const kind of certificateKinds) {
    const list = valueAt(given, [kind]);
    const count = numbers[kind];
    if (Array.isArray(list) && list.length > 0 && count === undefined) numbers[kind] = list.length;
    if (list === undefined && isCopies(count)) completed[kind] = Array.from({ length: count }, () => ({}));
  }
  return Object.keys(numbers).length > 0 ? { ...completed, counts: numbers } : completed;
}

function isCopies(count: unknown): count is number {
  return typeof count === 'number' && Number.isInteger(count) && count > 0 && count <= mostCopies;
}
