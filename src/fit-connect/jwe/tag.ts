import { isObject } from '../base64url.ts';
import { DecryptionRefused } from '../errors.ts';

/** Tags of the parts of a submission, as the text that stands in the JWE (16 bytes, 22 characters). */
export interface AuthenticationTags {
  readonly metadata: string;
  readonly data?: string;
  /** By attachment id. */
  readonly attachments: Readonly<Record<string, string>>;
}

/**
 * The authentication tag of a JWE: its fifth segment, as text.
 *
 * @throws DecryptionRefused when it is no JWE in compact form.
 *
 * @example
 * readAuthenticationTag('eyJh….key.iv.ciphertext.UCGiqJxhBI3IFVdPalHHvA'); // 'UCGiqJxhBI3IFVdPalHHvA'
 */
export function readAuthenticationTag(compact: unknown): string {
  const segments = typeof compact === 'string' ? compact.split('.', 6) : [];
  const tag = segments[4];
  if (segments.length !== 5 || !isTag(tag)) throw new DecryptionRefused('JWE_MALFORMED');
  return tag;
}

/**
 * Reads the tags in an event's payload: a text for metadata and data, a map for attachments.
 *
 * @example
 * const tags = readAuthenticationTags(event.payload.authenticationTags);
 * if (!tags) console.log('no tags');
 */
export function readAuthenticationTags(value: unknown): AuthenticationTags | undefined {
  if (!isObject(value)) return undefined;
  const { metadata, data, attachments = {} } = value;
  // A list by this name is a known mistake of clients; ignored, it would leave the attachments without tags.
  if ('attachment' in value) return undefined;
  if (!isTag(metadata) || !(data === undefined || isTag(data)) || !isObject(attachments)) return undefined;
  const entries = Object.entries(attachments).filter((entry): entry is [string, string] => isTag(entry[1]));
  if (entries.length !== Object.keys(attachments).length) return undefined;
  return { metadata, ...(data !== undefined && { data }), attachments: Object.fromEntries(entries) };
}

/** The official examples have tags with bits set that 16 bytes do not use, so only the form is looked at. */
export function isTag(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{22}$/.test(value);
}
