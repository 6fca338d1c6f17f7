import type { Service } from '../catalogue/service.ts';
import { type Finding, finding, joinWordings, type Wording } from '../findings.ts';
import { nearest } from '../nearest.ts';
import type { Resolved } from './resolve.ts';

/** A file, as its portal uploaded it. */
interface SubmittedFile {
  readonly id: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
}

type NamedAttachment = Service['attachments'][number];

/**
 * Whether the files are what the service asks for: names, sizes, types, and the documents that every application brings
 * along. A file that says which document it is has to be one; of the others, one that could be it counts for a document
 * that nobody named. Pure.
 *
 * @param files all files of the submission; those that could not be found are missing.
 */
export function judgeFiles(
  {
    envelope,
    service,
    act,
    message,
    relation,
  }: Pick<Resolved, 'envelope' | 'service' | 'act' | 'message' | 'relation'>,
  files: readonly SubmittedFile[],
): Finding[] {
  const references = envelope.attachments ?? [];
  const known = service.attachments.map(({ id }) => id);
  const named = references.flatMap(({ namedAs }, index) => {
    if (namedAs === undefined || known.includes(namedAs)) return [];
    const params = { names: known, nearest: nearest(namedAs, known) };
    return [finding(['attachments', index, 'namedAs'], 'attachment-named', params)];
  });
  const ofFiles = references.flatMap(({ id, namedAs }, index) => {
    const file = files.find((each) => each.id === id);
    const document = service.attachments.find((each) => each.id === namedAs);
    return file ? judgeFile(file, index, service, document) : [];
  });
  const brings = act.act === 'apply' && !relation && message.embedsAttachments;
  return [
    ...named,
    ...ofFiles,
    ...judgeTogether(files, service),
    ...(brings ? findMissing(references, files, service) : []),
  ];
}

function judgeFile(file: SubmittedFile, index: number, service: Service, document?: NamedAttachment): Finding[] {
  const path = ['attachments', index, 'id'];
  const { fileNames, fileLimits } = service;
  const max = Math.min(document?.mostBytes ?? Number.POSITIVE_INFINITY, fileLimits?.each ?? Number.POSITIVE_INFINITY);
  const types = document?.mediaTypes ?? [file.mediaType];
  return [
    ...(fileNames && !new RegExp(fileNames.pattern, 'u').test(file.fileName)
      ? [finding(path, 'attachment-name', { expected: fileNames.rule })]
      : []),
    ...(types.includes(file.mediaType)
      ? []
      : [finding(path, 'attachment-type', { detail: file.mediaType, names: types })]),
    ...(file.size > max ? [finding(path, 'attachment-too-large', { actual: file.size, max })] : []),
  ];
}

function judgeTogether(files: readonly SubmittedFile[], { fileLimits }: Service): Finding[] {
  const max = fileLimits?.together ?? Number.POSITIVE_INFINITY;
  const actual = files.reduce((sum, { size }) => sum + size, 0);
  return actual > max ? [finding(['attachments'], 'attachments-too-large', { actual, max })] : [];
}

function findMissing(
  references: NonNullable<Resolved['envelope']['attachments']>,
  files: readonly SubmittedFile[],
  { attachments }: Service,
): Finding[] {
  const named = new Set(references.map(({ namedAs }) => namedAs));
  const known = new Map(files.map((file) => [file.id, file]));
  const free = references.flatMap(({ id, namedAs }) => (namedAs === undefined ? [known.get(id)] : []));
  return attachments.flatMap((document) => {
    if (!document.required || named.has(document.id)) return [];
    // A file that was not found has a finding of its own.
    const at = free.findIndex((file) => couldBe(document, file));
    if (at !== -1) {
      free.splice(at, 1);
      return [];
    }
    return [finding(['attachments'], 'attachment-missing', { expected: describe(document), detail: document.id })];
  });
}

function couldBe(
  { mediaTypes, mostBytes = Number.POSITIVE_INFINITY }: NamedAttachment,
  file: SubmittedFile | undefined,
): boolean {
  return !file || ((mediaTypes?.includes(file.mediaType) ?? true) && file.size <= mostBytes);
}

function describe({ name, mediaTypes }: NamedAttachment): Wording {
  return mediaTypes ? joinWordings([name, `(${mediaTypes.join(', ')})`], ' ') : name;
}
