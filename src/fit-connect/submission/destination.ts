import { isObject } from '../base64url.ts';
import { isUuid } from '../uuid.ts';

/** A destination as its senders and subscribers see it, the same for versions 1 and 2. */
export interface Destination {
  readonly destinationId: string;
  readonly status: string;
  readonly encryptionKid: string;
  readonly metadataVersions: readonly string[];
  readonly services: readonly OfferedService[];
  /** Names of the reply channels; undefined where the destination says nothing about them. */
  readonly replyChannels?: readonly string[];
}

export interface OfferedService {
  /** URN. */
  readonly identifier: string;
  /** `DE` and the leading digits of the ARS. */
  readonly regions: readonly string[];
  readonly submissionSchemas: readonly { readonly schemaUri: string; readonly mimeType: string }[];
}

/**
 * Reads `GET destinations/{id}` of either version: `services` of version 1 and `publicServices` of version 2 mean the
 * same.
 *
 * @returns undefined when the answer has another form.
 *
 * @example
 * readDestination(await response.json())?.encryptionKid;
 */
export function readDestination(answer: unknown): Destination | undefined {
  if (!isObject(answer)) return undefined;
  const { destinationId, status, encryptionKid, metadataVersions, replyChannels } = answer;
  const services = readList(answer.services ?? answer.publicServices, readService);
  const versions = readList(metadataVersions, readText);
  if (!isUuid(destinationId) || typeof status !== 'string' || typeof encryptionKid !== 'string') return undefined;
  if (!services || !versions) return undefined;
  return {
    destinationId,
    status,
    encryptionKid,
    metadataVersions: versions,
    services,
    ...(isObject(replyChannels) && { replyChannels: Object.keys(replyChannels) }),
  };
}

function readService(value: unknown): OfferedService | undefined {
  if (!isObject(value) || typeof value.identifier !== 'string') return undefined;
  const regions = readList(value.regions ?? [], readText);
  const submissionSchemas = readList(value.submissionSchemas, readSchema);
  return regions && submissionSchemas && { identifier: value.identifier, regions, submissionSchemas };
}

function readSchema(value: unknown): OfferedService['submissionSchemas'][number] | undefined {
  if (!isObject(value)) return undefined;
  const { schemaUri, mimeType } = value;
  return typeof schemaUri === 'string' && typeof mimeType === 'string' ? { schemaUri, mimeType } : undefined;
}

const readText = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** All or nothing. */
function readList<Entry>(value: unknown, read: (entry: unknown) => Entry | undefined): Entry[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = value.map(read).filter((entry) => entry !== undefined);
  return entries.length === value.length ? entries : undefined;
}
