import { isObject } from '../base64url.ts';
import type { ApiVersion } from '../jwe/header.ts';
import { isUuid } from '../uuid.ts';
import type { Callback, NewSubmission } from './ports.ts';
import { Refusal } from './refusal.ts';

export interface Announcement extends Pick<NewSubmission, 'service' | 'region' | 'announced' | 'callback'> {
  readonly destinationId: string;
  /** A case that exists. */
  readonly caseId?: string | undefined;
}

/** Version 1.1.3 of the Submission API, `serviceType.identifier`. */
const urn = /^urn:[a-z0-9][a-z0-9-]{0,31}:[a-z0-9()+,.:=@;$_!*'%/?#-]+$/;

/**
 * Reads the body of `POST submissions`.
 *
 * @throws Refusal 400, naming the member.
 */
export function readAnnouncement(body: Record<string, unknown>, version: ApiVersion, most: number): Announcement {
  const { destinationId, announcedAttachments: announced, caseId, region } = body;
  if (!isUuid(destinationId)) throw new Refusal(400, 'destinationId has to be a UUID.');
  if (!(caseId === undefined || isUuid(caseId))) throw new Refusal(400, 'caseId has to be a UUID.');
  if (!Array.isArray(announced) || !announced.every(isUuid)) {
    throw new Refusal(400, 'announcedAttachments has to be a list of UUIDs.');
  }
  if (new Set(announced.map((id) => id.toLowerCase())).size < announced.length) {
    throw new Refusal(400, 'announcedAttachments names an id twice.');
  }
  if (announced.length > most) throw new Refusal(422, `A submission may have ${most} attachments.`);
  if (!(region === undefined || (typeof region === 'string' && /^DE\d{0,12}$/.test(region)))) {
    throw new Refusal(400, 'region has to be DE and up to 12 digits.');
  }
  return {
    destinationId: destinationId.toLowerCase(),
    caseId: caseId?.toLowerCase(),
    announced,
    region: version === 'v2' ? region : undefined,
    service: readService(body, version === 'v1' ? 'serviceType' : 'publicService'),
    callback: readCallback(body.callback),
  };
}

function readService(body: Record<string, unknown>, member: string): NewSubmission['service'] {
  const service = body[member];
  const { identifier, name, description } = isObject(service) ? service : {};
  const isUrn = typeof identifier === 'string' && identifier.length >= 7 && identifier.length <= 255;
  if (!isUrn || !urn.test(identifier)) throw new Refusal(400, `${member}.identifier has to be a URN in lower case.`);
  // It has to be there, and public clients leave it empty.
  if (typeof name !== 'string') throw new Refusal(400, `${member}.name has to be a text.`);
  if (!(description === undefined || typeof description === 'string')) {
    throw new Refusal(400, `${member}.description has to be a text.`);
  }
  return { identifier, name, description };
}

function readCallback(value: unknown): Callback | undefined {
  if (value === undefined || value === null) return undefined;
  const { url, secret } = isObject(value) ? value : {};
  if (typeof url !== 'string' || !/^https:\/\/.+/.test(url) || !URL.canParse(url)) {
    throw new Refusal(400, 'callback.url has to be an https address.');
  }
  if (typeof secret !== 'string' || secret.length < 32 || secret.length > 512) {
    throw new Refusal(400, 'callback.secret has to have 32 to 512 characters.');
  }
  return { url, secret };
}
