import { randomUUID } from 'node:crypto';
import {
  type CreatedKeys,
  type EventName,
  type RsaJwk,
  readAuthenticationTag,
  readJws,
  signSecurityEvent,
} from '../../src/fit-connect/index.ts';

/** A delivery service in memory: it keeps what it gets, signs its events, and knows no content. */

export interface StoredSubmission {
  readonly submissionId: string;
  readonly caseId: string;
  readonly destinationId: string;
  readonly announced: readonly string[];
  readonly service: { readonly identifier: string };
  readonly attachments: Map<string, string>;
  readonly callback?: { readonly url: string; readonly secret: string } | undefined;
  encryptedMetadata?: string;
  encryptedData?: string;
  open: boolean;
}

export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
}

const destinationId = '40847c29-06aa-40e2-bf28-c29884c694c4';
export const submissionSchema = { schemaUri: 'https://example.org/antrag.json', mimeType: 'application/json' } as const;
export const service = { identifier: 'urn:de:fim:leika:leistung:99107004018000', name: 'Bauantrag' };

export class MemoryService {
  readonly destinationId = destinationId;
  readonly submissions = new Map<string, StoredSubmission>();
  readonly logs = new Map<string, string[]>();
  /** What requests did, in order. */
  readonly done: string[] = [];
  /** What the destination offers. */
  services = [{ identifier: service.identifier, regions: ['DE'], submissionSchemas: [submissionSchema] as unknown[] }];
  /** Most entries of a page, whatever is asked for. */
  pageSize = 500;
  /** Addressed as; known when it listens. */
  url = 'https://service.example';
  readonly keys: CreatedKeys;
  readonly destinationKeys: readonly RsaJwk[];

  constructor(keys: CreatedKeys, destinationKeys: readonly RsaJwk[]) {
    this.keys = keys;
    this.destinationKeys = destinationKeys;
  }

  async handle(method: string, url: URL, body: string): Promise<Answer> {
    const [, version, kind, id = '', part, partId = ''] = url.pathname.split('/');
    const request = `${method} ${[kind, part].filter(Boolean).join('/')}`;
    const submission = this.submissions.get(id);
    this.done.push(request);
    if (url.pathname === '/.well-known/jwks.json') return { status: 200, json: { keys: [this.keys.public] } };
    switch (request) {
      case 'GET destinations':
        return { status: 200, json: this.describeDestination(version) };
      case 'GET destinations/keys':
        return found(this.destinationKeys.find(({ kid }) => kid === decodeURIComponent(partId)));
      case 'POST submissions':
        return { status: 201, json: await this.announce(JSON.parse(body)) };
      case 'PUT submissions/attachments':
        if (!submission?.announced.includes(partId)) return { status: 422, json: problem('attachment-unknown') };
        submission.attachments.set(partId, body);
        return { status: 204 };
      case 'PUT submissions':
        return submission ? this.submit(submission, JSON.parse(body), version === 'v1' ? 202 : 200) : { status: 404 };
      case 'GET submissions':
        return submission ? { status: 200, json: this.describe(submission, version) } : this.list(url);
      case 'GET submissions/attachments':
        return found(submission?.attachments.get(partId));
      case 'GET cases/events':
        return { status: 200, json: page(url, 'eventLog', this.logs.get(id) ?? [], this.pageSize) };
      case 'POST cases/events':
        return this.takeEvent(id, body);
      default:
        return { status: 404 };
    }
  }

  private describeDestination(version: string | undefined) {
    const { services } = this;
    const encryptionKid = this.destinationKeys.find(({ alg }) => alg === 'RSA-OAEP-256')?.kid;
    const rest = { destinationId, status: 'active', encryptionKid, metadataVersions: ['1.0.0', '2.1.2'] };
    return { ...rest, ...(version === 'v1' ? { services } : { publicServices: services }) };
  }

  private async announce(body: {
    announcedAttachments: string[];
    caseId?: string;
    serviceType?: { identifier: string };
    publicService?: { identifier: string };
    callback?: { url: string; secret: string };
  }) {
    const { announcedAttachments: announced, caseId = randomUUID(), serviceType, publicService, callback } = body;
    const submissionId = randomUUID();
    const named = serviceType ?? publicService ?? { identifier: '' };
    const attachments = new Map<string, string>();
    this.submissions.set(submissionId, {
      submissionId,
      caseId,
      destinationId,
      announced,
      service: named,
      attachments,
      callback,
      open: false,
    });
    await this.report('create-submission', caseId, submissionId);
    return { destinationId, submissionId, caseId };
  }

  private async submit(
    submission: StoredSubmission,
    { encryptedMetadata, encryptedData }: { encryptedMetadata: string; encryptedData?: string },
    status: number,
  ): Promise<Answer> {
    if (submission.encryptedMetadata !== undefined) return { status: 422, json: problem('submission-state-invalid') };
    if (submission.announced.some((id) => !submission.attachments.has(id))) return { status: 422 };
    Object.assign(submission, { encryptedMetadata, encryptedData, open: true });
    const authenticationTags = {
      metadata: readAuthenticationTag(encryptedMetadata),
      ...(encryptedData && { data: readAuthenticationTag(encryptedData) }),
      attachments: Object.fromEntries([...submission.attachments].map(([id, jwe]) => [id, readAuthenticationTag(jwe)])),
    };
    await this.report('submit-submission', submission.caseId, submission.submissionId, { authenticationTags });
    await this.report('notify-submission', submission.caseId, submission.submissionId, { notifyType: 'callback' });
    return { status, json: { submissionId: submission.submissionId } };
  }

  private describe(submission: StoredSubmission, version: string | undefined) {
    const { attachments, announced: _, open: __, callback: ___, service: named, ...rest } = submission;
    const ofService = version === 'v1' ? { serviceType: named } : { publicService: named };
    return { ...rest, ...ofService, attachments: [...attachments.keys()] };
  }

  private list(url: URL): Answer {
    const open = [...this.submissions.values()].filter((submission) => submission.open);
    const entries = open.map(({ submissionId, caseId }) => ({ destinationId, submissionId, caseId }));
    return { status: 200, json: page(url, 'submissions', entries, this.pageSize) };
  }

  private takeEvent(caseId: string, token: string): Answer {
    const { sub, events } = JSON.parse(Buffer.from(readJws(token)?.payload ?? []).toString());
    const submission = this.submissions.get(String(sub).replace('submission:', ''));
    if (!submission?.open) return { status: 409, json: problem('state-transition-invalid') };
    submission.open = Object.keys(events).some((uri) => uri.endsWith('forward-submission'));
    this.logs.get(caseId)?.push(token);
    return { status: 204 };
  }

  async report(name: EventName, caseId: string, subjectId: string, payload: Record<string, unknown> = {}) {
    const schema = 'https://schema.fitko.de/fit-connect/set-payload/1.2.2/set-payload.schema.json';
    const event = { name, issuer: this.url, caseId, subjectId, payload, schema };
    const token = await signSecurityEvent(event, this.keys.private);
    this.logs.set(caseId, [...(this.logs.get(caseId) ?? []), token]);
    return token;
  }
}

function found(value: unknown): Answer {
  if (value === undefined) return { status: 404, json: problem('not-found') };
  return typeof value === 'string' ? { status: 200, text: value } : { status: 200, json: value };
}

const problem = (name: string) => ({
  type: `https://schema.fitko.de/fit-connect/submission-api/problems/${name}`,
  title: name,
  status: 0,
});

function page(url: URL, member: string, entries: readonly unknown[], most: number) {
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const part = entries.slice(offset, offset + Math.min(Number(url.searchParams.get('limit') ?? 100), most));
  return { count: part.length, offset, totalCount: entries.length, [member]: part };
}
