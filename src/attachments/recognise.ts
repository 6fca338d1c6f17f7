import { fileTypeFromBuffer, supportedMimeTypes } from 'file-type';

/** What somebody says who does not know what a file is. */
const anything = 'application/octet-stream';

/** A file's media type; or, where the content contradicts the stated one, what it is (absent: nothing known). */
export type Judged =
  | { readonly kind: 'agrees'; readonly mediaType: string }
  | { readonly kind: 'contradicts'; readonly found?: string };

/**
 * Judges a stated media type by the content; the file's name says nothing. `application/octet-stream` asks what it is.
 * Formats without a signature (text, CSV, DXF, …) are believed as long as the content could be one.
 *
 * @param head the first bytes of the file, or all; about 4 KB are enough for most, a ZIP needs more.
 */
export async function judgeMediaType(stated: string, head: Uint8Array): Promise<Judged> {
  const found = await recognise(head);
  const type = stated.toLowerCase();
  if (type === anything) return { kind: 'agrees', mediaType: found ?? anything };
  if (agree(type, found)) return { kind: 'agrees', mediaType: type };
  return found === undefined ? { kind: 'contradicts' } : { kind: 'contradicts', found };
}

/** The media type that the content has, also where another one is stated: for files whose sender cannot be asked. */
export async function correctMediaType(stated: string, head: Uint8Array): Promise<string> {
  const judged = await judgeMediaType(stated, head);
  return judged.kind === 'agrees' ? judged.mediaType : (judged.found ?? anything);
}

/** `text/plain` for text without a signature; undefined: bytes that nothing is known of. */
async function recognise(head: Uint8Array): Promise<string | undefined> {
  const found = (await fileTypeFromBuffer(head))?.mime;
  const writing = readWriting(head);
  if (found === undefined) return writing === 'none' ? undefined : 'text/plain';
  // Short signatures are words as well: a letter may begin with "BMW".
  return writing === 'utf-8' && !writtenInText.test(found) ? 'text/plain' : found;
}

/** Formats with a signature whose files may be text alone. */
const writtenInText = /^text\/|^application\/(xml|pdf|rtf|eps|postscript|pgp-encrypted)$/;

/** Whether bytes can be text: without control characters, in UTF-8, UTF-16 with its mark, or in some other encoding. */
function readWriting(head: Uint8Array): 'utf-8' | 'other' | 'none' {
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'other';
  if (head.some((byte) => byte < 0x20 && !allowedControls.has(byte))) return 'none';
  try {
    // The head may end within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'other';
  }
}

/** Tab, line feed, form feed, carriage return, and escape as some encodings use it. */
const allowedControls = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);

function agree(stated: string, found: string | undefined): boolean {
  const type = otherNames.get(stated) ?? stated;
  if (type === found) return true;
  if (found === undefined) return !isText(type) && !supportedMimeTypes.has(type);
  if (found.startsWith('text/') || found === 'application/xml') {
    return isText(type) || (found === 'text/plain' && !supportedMimeTypes.has(type) && !isMedia.test(type));
  }
  if (containers.get(found)?.test(type)) return true;
  // Recordings share their containers: what one calls video/mp4 is video/quicktime for another.
  return /^(audio|video)\//.test(type) && /^(audio|video)\//.test(found);
}

const isMedia = /^(image|audio|video|font)\//;

function isText(type: string): boolean {
  return /^text\/|[/+](json|xml|yaml|csv|ndjson|geo\+json)$|^message\/rfc822$/.test(type);
}

/** Names that are common beside those of IANA. */
const otherNames = new Map([
  ['image/jpg', 'image/jpeg'],
  ['image/pjpeg', 'image/jpeg'],
  ['image/x-png', 'image/png'],
  ['image/heif', 'image/heic'],
  ['image/x-ms-bmp', 'image/bmp'],
  ['application/x-pdf', 'application/pdf'],
  ['text/rtf', 'application/rtf'],
  ['application/x-zip-compressed', 'application/zip'],
  ['application/x-gzip', 'application/gzip'],
  ['application/acad', 'image/vnd.dwg'],
  ['image/x-dwg', 'image/vnd.dwg'],
  ['application/vnd.rar', 'application/x-rar-compressed'],
]);

/** Formats that others are built upon, and which: a signature alone does not tell them apart. */
const containers = new Map([
  ['application/zip', /[+.-]zip\b|officedocument|opendocument|ms-(word|excel|powerpoint)|java-archive/],
  ['application/x-cfb', /msword|ms-(excel|powerpoint|outlook|project|works)|visio|officedocument/],
  ['image/tiff', /^image\//],
]);
