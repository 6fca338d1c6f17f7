import { isObject } from '../base64url.ts';
import { parseJson } from '../json.ts';
import { isUuid } from '../uuid.ts';

/** What a destination takes, the same for versions 1 and 2. */
export interface Offer {
  readonly metadataVersions: readonly string[];
  readonly services: readonly OfferedService[];
  /** Names of the reply channels; undefined where the destination says nothing about them. */
  readonly replyChannels?: readonly string[] | undefined;
}

/** A destination as its senders and subscribers see it. */
export interface Destination extends Offer {
  readonly destinationId: string;
  readonly status: string;
  readonly encryptionKid: string;
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
 * @param given parsed or as text; what this function returned is read as it is.
 * @returns undefined when the answer has another form.
 *
 * @example
 * readDestination(await response.json())?.encryptionKid;
 */
export function readDestination(given: unknown): Destination | undefined {
  const answer = parseJson(given);
  const offer = readOffer(answer);
  if (!isObject(answer) || !offer) return undefined;
  const { destinationId, status, encryptionKid } = answer;
  if (!isUuid(destinationId) || typeof status !== 'string' || typeof encryptionKid !== 'string') return undefined;
  return { destinationId, status, encryptionKid, ...offer };
}

/** The part of it that a pick-up is checked against. */
export function readOffer(given: unknown): Offer | undefined {
  const answer = parseJson(given);
  if (!isObject(answer)) return undefined;
  const { replyChannels } = answer;
  const services = readList(answer.services ?? answer.publicServices, readService);
  const metadataVersions = readList(answer.metadataVersions, readText);
  const channels = isObject(replyChannels) ? Object.keys(replyChannels) : readList(replyChannels, readText);
  return services && metadataVersions && { metadataVersions, services, ...(channels && { replyChannels: channels }) };
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
