import type { AuthenticationTags } from '../jwe/tag.ts';
import type { RsaJwk } from '../jwk/jwk.ts';
import type { EventToSign } from '../set/sign.ts';
import type { SubmissionState } from '../set/state.ts';
import type { OfferedService } from '../submission/destination.ts';

/** What a delivery service (Zustelldienst) needs from whoever runs it. */
export interface ServerPorts {
  /** Under which others reach it, without version and slash at the end; also its `iss` in events. */
  readonly address: string;
  readonly findClient: (clientId: string) => Promise<Client | undefined>;
  readonly findDestination: (destinationId: string) => Promise<HostedDestination | undefined>;
  readonly listDestinations: () => Promise<readonly HostedDestination[]>;
  readonly store: SubmissionStore;
  readonly signer: Signer;
  readonly areas: AreaDirectory;
  /** Posts a callback; whether it was taken. */
  readonly sendCallback: (callback: Callback, body: string) => Promise<boolean>;
  /** Does work after the answer. Whoever runs the service waits for it before it stops. */
  readonly afterwards: (work: () => Promise<void>) => void;
  /** Told of errors that are no refusal, and answered with 500. */
  readonly onFailure: (error: unknown) => void;
  readonly now: () => Date;
  /** A new UUID. */
  readonly newId: () => string;
  readonly limits: Limits;
}

/** Sizes in bytes, of ciphertext. */
export interface Limits {
  readonly attachment: number;
  readonly attachmentsTogether: number;
  readonly attachments: number;
  /** Body of the final PUT: metadata and data. */
  readonly content: number;
  /** Requests of one caller in a minute. */
  readonly requestsPerMinute: number;
}

/** docs.fitko.de/fit-connect, attachments; those of content and requests are not published and ours. */
export const defaultLimits: Limits = {
  attachment: 500_000_000,
  attachmentsTogether: 2_000_000_000,
  attachments: 100,
  content: 50_000_000,
  requestsPerMinute: 6_000,
};

export interface Client {
  readonly clientId: string;
  /** SHA-256 of the secret, which has to be random and long. */
  readonly secretHash: Buffer;
  /** Such as `send:region:DE03457` and `subscribe:destination:<id>`. */
  readonly scopes: readonly string[];
}

export interface Callback {
  readonly url: string;
  readonly secret: string;
}

export interface HostedDestination {
  readonly destinationId: string;
  readonly name: string;
  readonly status: 'created' | 'active' | 'inactive' | 'decommissioned';
  readonly encryptionKid: string;
  /** Who has the private key; with `receiver` this service cannot read what it stores. */
  readonly keyHeldBy: 'receiver' | 'gateway';
  /** For encryption and for signatures; retired ones too, as long as logs with their events are verified. */
  readonly keys: readonly RsaJwk[];
  readonly metadataVersions: readonly string[];
  readonly services: readonly OfferedService[];
  readonly replyChannels?: Readonly<Record<string, unknown>> | undefined;
  readonly callback?: Callback | undefined;
}

export interface Signer {
  /** What everybody may see: `{ keys }` of RFC 7517. */
  readonly keySet: { readonly keys: readonly RsaJwk[] };
  readonly signEvent: (event: EventToSign) => Promise<string>;
  /** A JWS of type `jwt`, for addressing information. */
  readonly signClaims: (claims: Readonly<Record<string, unknown>>) => Promise<string>;
  /** For access tokens: the same in all processes of the service, and secret. */
  readonly tokenKey: Buffer;
}

export interface FoundArea {
  /** Digits. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

export interface AreaDirectory {
  /** ARS of what was asked for; undefined where it is not known. */
  readonly findArs: (area: { readonly ags: string } | { readonly areaId: string }) => string | undefined;
  /** All areas whose name fits each of the patterns. */
  readonly search: (patterns: readonly RegExp[]) => readonly FoundArea[];
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

export interface Listed<Entry> {
  readonly entries: readonly Entry[];
  readonly totalCount: number;
}

export interface Ids {
  readonly submissionId: string;
  readonly caseId: string;
  readonly destinationId: string;
}

export interface NewSubmission extends Ids {
  /** Who announced it. */
  readonly clientId: string;
  readonly service: { readonly identifier: string; readonly name: string; readonly description?: string | undefined };
  readonly region?: string | undefined;
  /** Ids of attachments, as the sender spells them. */
  readonly announced: readonly string[];
  readonly callback?: Callback | undefined;
  readonly createdAt: Date;
  readonly dueAt: Date;
}

export interface StoredSubmission extends Omit<NewSubmission, 'dueAt'> {
  readonly state: SubmissionState;
  /** Grows with each change. */
  readonly revision: number;
  readonly uploaded: readonly UploadedAttachment[];
  /** Tags of what was submitted; undefined before. */
  readonly tags?: AuthenticationTags | undefined;
}

export interface UploadedAttachment {
  /** In lower case. */
  readonly attachmentId: string;
  readonly size: number;
  readonly tag: string;
}

export interface Content {
  readonly encryptedMetadata: string;
  readonly encryptedData?: string | undefined;
}

export interface Change {
  readonly state: SubmissionState;
  /** When the service acts by itself; undefined: as before; null: never again. */
  readonly dueAt?: Date | null;
  readonly submit?: { readonly content: Content; readonly tags: AuthenticationTags };
  /** Removes metadata, data and attachments. */
  readonly removeContent?: true;
  /** Signed event that goes to the end of the log. */
  readonly token: string;
  readonly at: Date;
}

export interface SubmissionStore {
  /** Opens a submission, and its case unless there is one, with the first event. */
  announce(submission: NewSubmission, token: string): Promise<void>;
  find(submissionId: string): Promise<StoredSubmission | undefined>;
  findCase(caseId: string): Promise<{ readonly clientId: string; readonly destinationId: string } | undefined>;
  /**
   * Stores an attachment, in place of an earlier one. What breaks off leaves nothing behind.
   *
   * @param seen asked when the content is through.
   * @returns `closed` when the submission was submitted meanwhile; `too-large` when all together are.
   */
  putAttachment(
    target: { readonly submissionId: string; readonly attachmentId: string },
    content: AsyncIterable<Uint8Array>,
    seen: () => { readonly size: number; readonly tag: string },
    limitTogether: number,
  ): Promise<'stored' | 'closed' | 'too-large'>;
  readContent(submissionId: string): Promise<Content | undefined>;
  readAttachment(
    submissionId: string,
    attachmentId: string,
  ): Promise<{ readonly size: number; readonly content: AsyncIterable<Uint8Array> } | undefined>;
  /** @returns false, and nothing happened, when the submission has changed since it was read. */
  change(submission: Pick<StoredSubmission, keyof Ids | 'revision'>, change: Change): Promise<boolean>;
  /** What waits to be picked up, the oldest first. */
  list(destinationIds: readonly string[], page: Page): Promise<Listed<Ids>>;
  /** Signed events, the newest last. */
  readEvents(of: { readonly caseId: string; readonly submissionId?: string }, page: Page): Promise<Listed<string>>;
  findDue(now: Date, limit: number): Promise<StoredSubmission[]>;
  /** Removes cases without open submissions whose last event is older; returns how many. */
  removeCases(lastEventBefore: Date): Promise<number>;
}
