import type { DataPath } from '../../findings.ts';
import type { EmbeddedAttachment, Surroundings } from '../service.ts';
import type { RegisteredAddress } from './parts/addresses.ts';
import type { Identification } from './parts/identification.ts';
import type { RegisteringPerson } from './parts/registering-person.ts';
import type { Wohnsitzanmeldung } from './wohnsitzanmeldung-data.ts';

type Given = Wohnsitzanmeldung;
type GivenChild = NonNullable<Given['children']>[number];
type GivenPartner = NonNullable<Given['partner']>;
type Derived = Pick<RegisteringPerson, 'residences' | 'newResidenceStatus'>;

/** A PDF in its place; without content while the attachment that was named is not there. */
interface Pdf {
  readonly attachment?: string;
  readonly content?: string;
}

/** As the message 1704 carries it. */
export interface CompleteWohnsitzanmeldung
  extends Omit<Given, 'identification' | 'partner' | 'children' | 'newResidence' | 'landlords' | 'documents'> {
  readonly identification: Identification;
  readonly partner?: GivenPartner & Derived;
  readonly children?: readonly (GivenChild & Derived)[];
  readonly newResidence: { readonly address: RegisteredAddress; readonly movedIn: string };
  readonly landlords?: readonly { readonly lines: readonly { readonly text: string; readonly position: number }[] }[];
  readonly documents?: { readonly landlordConfirmation?: Pdf; readonly mainResidenceDeclaration?: Pdf };
  /** Only when one of the submission's files has no place in the message. */
  readonly attachments?: readonly { readonly id: string; readonly placed: boolean }[];
}

/** Adds what the portal need not say twice, and puts the files in their places. The data may still be unsound. */
export function completeWohnsitzanmeldung(data: unknown, { ags, attachments }: Surroundings): unknown {
  const given = data as Partial<Given>;
  const { partner, children, newResidence, landlords, documents } = given;
  return {
    ...given,
    identification: given.identification ?? identify(given.applicant),
    ...(isObject(partner) && { partner: { ...shared(given.applicant), ...partner } }),
    ...(Array.isArray(children) && { children: children.map((child) => withShared(child, given.applicant)) }),
    ...(isObject(newResidence) && {
      newResidence: isObject(newResidence.address)
        ? { ...newResidence, address: { municipalityKey: ags, ...newResidence.address } }
        : newResidence,
    }),
    ...(Array.isArray(landlords) && { landlords: landlords.map(numberLines) }),
    ...(isObject(documents) && { documents: placeFiles(documents, attachments) }),
    attachments: unplaced(documents, attachments),
  };
}

/** The dwelling by which the authority finds the applicant; -1 when only secondary ones are given. */
function mainResidence(applicant: Partial<Given['applicant']> | undefined): number {
  const residences = applicant?.residences;
  return Array.isArray(residences) ? residences.findIndex((residence) => residence?.status !== '2') : -1;
}

function identify(applicant: Partial<Given['applicant']> | undefined) {
  const address = applicant?.residences?.[mainResidence(applicant)]?.address;
  return {
    person: {
      familyName: applicant?.name?.familyName,
      givenNames: applicant?.name?.givenNames,
      birthDate: applicant?.birth?.date,
    },
    address: {
      municipalityKey: address?.municipalityKey,
      postalCode: address?.postalCode,
      houseNumber: address?.houseNumber,
      houseNumberSuffix: address?.houseNumberSuffix,
      street: address?.street,
      houseNumberPart: address?.houseNumberPart,
    },
  };
}

function shared(applicant: Partial<Given['applicant']> | undefined) {
  return { residences: applicant?.residences, newResidenceStatus: applicant?.newResidenceStatus };
}

function withShared(child: unknown, applicant: Partial<Given['applicant']> | undefined) {
  return isObject(child) ? { ...shared(applicant), ...child } : child;
}

function numberLines(landlord: unknown) {
  if (!isObject(landlord) || !Array.isArray(landlord.lines)) return landlord;
  return {
    ...landlord,
    lines: landlord.lines.map((line: unknown, index) => (isObject(line) ? { position: index + 1, ...line } : line)),
  };
}

function placeFiles(documents: object, attachments: readonly EmbeddedAttachment[]) {
  return Object.fromEntries(
    Object.entries(documents).map(([place, named]) => {
      const file = attachments.find(({ id }) => isObject(named) && id === named.attachment);
      return [place, file ? { content: file.content } : named];
    }),
  );
}

/** The submission's files in their order, where one of them has no place. */
function unplaced(documents: object | undefined, attachments: readonly EmbeddedAttachment[]) {
  const named = isObject(documents)
    ? Object.values(documents).map((document) => isObject(document) && document.attachment)
    : [];
  const places = attachments.map(({ id }) => ({ id, placed: named.includes(id) }));
  return places.every(({ placed }) => placed) ? undefined : places;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

const personOrigins: Readonly<Record<string, DataPath>> = {
  familyName: ['name', 'familyName'],
  givenNames: ['name', 'givenNames'],
  birthDate: ['birth', 'date'],
};

/** Where the portal said what `completeWohnsitzanmeldung` has put at `path`. */
export function originInWohnsitzanmeldung(path: DataPath, data: unknown): DataPath {
  const given = data as Partial<Given>;
  const [first, second, third, ...rest] = path;
  if (first === 'identification' && given.identification === undefined) {
    const inPerson = second === 'person' ? personOrigins[String(third)] : undefined;
    if (inPerson) return ['applicant', ...inPerson, ...rest];
    const residence = mainResidence(given.applicant);
    if (second === 'address' && residence >= 0) {
      return ['applicant', 'residences', residence, 'address', ...path.slice(2)];
    }
  }
  if (first === 'documents' && third === 'content') return ['documents', String(second), 'attachment'];
  if (first === 'partner' && isShared(second, given.partner)) return ['applicant', ...path.slice(1)];
  if (first === 'children' && isShared(third, given.children?.[Number(second)])) {
    return ['applicant', ...path.slice(2)];
  }
  return path;
}

function isShared(member: string | number | undefined, companion: unknown): boolean {
  return (
    (member === 'residences' || member === 'newResidenceStatus') &&
    isObject(companion) &&
    !Object.hasOwn(companion, member)
  );
}
