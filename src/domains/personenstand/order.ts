import { z } from 'zod';
import type { CodeList } from '../../messages/code-list.ts';
import { type Node, scope } from '../../messages/definition.ts';
import { valueAt } from '../../messages/paths.ts';
import { din, patterned, wholeNumber } from '../../messages/text-types.ts';
import { birthDateRules } from '../common-data.ts';
import type { DataRule } from '../data-schema.ts';
import { applicant } from './applicant.ts';
import { completeCertificates } from './certificates.ts';
import { terms } from './terms.ts';

/** What the orders of all registers share, besides the certificates themselves. */

export const orderMembers = {
  applicant,
  terms: terms.optional(),
  purpose: z.string().optional().describe('Code of what the certificates are for'),
  purposeText: z.string().optional().describe('The purpose in words, where the list has none for it'),
};

/** A file that travels beside the message, as content of the same OSCI message. */
interface AccompanyingFile {
  /** Id of the OSCI content. */
  readonly id: string;
  readonly kind: string;
  /** In bytes. */
  readonly size?: number;
  readonly hash?: string;
}

/** Read from messages; a portal cannot name files before a transport carries them beside the message. */
export interface WithFiles {
  readonly files?: readonly AccompanyingFile[];
}

interface WithPurpose {
  readonly purpose?: string | undefined;
  readonly purposeText?: string | undefined;
}

/** `verwendungszweck`: a code of the register's own list, or words. */
export function purposeElement(list: CodeList): Node<WithPurpose> {
  const from = scope<WithPurpose>();
  return from.group(
    'verwendungszweck',
    [from.choice([from.code('code', 'purpose', list), from.text('nichtGelisteterWert', 'purposeText', din('C'))])],
    { optional: true },
  );
}

const xmlId = patterned('xs:ID', /^[\p{L}_][\p{L}\p{N}_.-]*$/u, {
  de: 'Buchstabe oder Unterstrich, dann Buchstaben, Ziffern, _ . -',
  en: 'a letter or underscore, then letters, digits, _ . -',
});
/** White space at the ends or doubled would be collapsed by every reader. */
const token = patterned('xs:token', /^\S+( \S+)*$/, {
  de: 'Text ohne doppelte Leerzeichen',
  en: 'text, single blanks',
});

const ofFiles = scope<WithFiles>();
const ofFile = scope<AccompanyingFile>();

export const fileElements: Node<WithFiles> = ofFiles.each(
  'anhang',
  'files',
  [
    ofFile.text('dokumentid', 'id', xmlId, { doc: { de: 'Kennung des OSCI-Inhalts', en: 'id of the OSCI content' } }),
    ofFile.text('dokumentart', 'kind', din('C')),
  ],
  {
    optional: true,
    attributes: [
      ofFile.attribute('filesize', 'size', wholeNumber(1, Number.MAX_SAFE_INTEGER), { optional: true }),
      ofFile.attribute('hashValue', 'hash', token, { optional: true }),
    ],
  },
);

/** Completes an order of any register. */
export function completeOrder(given: unknown): unknown {
  const certificates = valueAt(given, ['certificates']);
  if (certificates === null || typeof certificates !== 'object' || Array.isArray(certificates)) return given;
  return { ...(given as object), certificates: completeCertificates(certificates) };
}

/** Plain sense about the applicant. */
export const applicantRules: DataRule[] = [
  ...birthDateRules('applicant.person.birthDate'),
  ...['person', 'organisation'].map((who) => ({
    at: `applicant.${who}.address.postalCode`,
    rule: 'postal-code' as const,
    holds: (code: string, { data }: { data: unknown }) =>
      isAbroad(valueAt(data, ['applicant', who, 'address', 'country'])) || /^(?!00)\d{5}$/.test(code),
  })),
];

function isAbroad(country: unknown): boolean {
  return typeof country === 'string' && country.trim().toLowerCase() !== 'deutschland';
}
