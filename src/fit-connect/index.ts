/**
 * The protocol of FIT-Connect: keys, encryption, security events, callbacks, metadata, and clients of its services. It
 * knows nothing of the gateway around it. Start with docs/fit-connect.md.
 */

export { type CallbackNotice, checkCallbackSecret, readCallback } from './callback/read.ts';
export { createReplayGuard, type ReplayGuard } from './callback/replay-guard.ts';
export { type CallbackRequest, type CallbackRules, signCallback, verifyCallback } from './callback/verify.ts';
export { environments } from './environments.ts';
export * from './errors.ts';
export { sha512 } from './hash.ts';
export * from './http/errors.ts';
export type { HttpPorts } from './http/send.ts';
export { type ClientCredentials, createTokenSource, type TokenSource } from './http/token.ts';
export type { DecryptionKey, DecryptionKeys } from './jwe/choose-key.ts';
export { type Decrypted, decryptJwe } from './jwe/decrypt.ts';
export { type AttachmentRules, type DecryptedAttachment, decryptAttachment } from './jwe/decrypt-attachment.ts';
export { type Encrypted, encryptJwe } from './jwe/encrypt.ts';
export { type EncryptedAttachment, encryptAttachment } from './jwe/encrypt-attachment.ts';
export { type ApiVersion, checkJweHeader, type JweHeader, type JweRules } from './jwe/header.ts';
export { openFileSink, openMemorySink, type SealedSink } from './jwe/sink.ts';
export { type AuthenticationTags, readAuthenticationTag, readAuthenticationTags } from './jwe/tag.ts';
export { checkKey, type KeyRules } from './jwk/check.ts';
export { type CreatedKeys, createKeys } from './jwk/create.ts';
export { type KeyPurpose, type PrivateRsaJwk, publicHalf, type RsaJwk } from './jwk/jwk.ts';
export { checkTrust, type KeyTrust, type RevocationCheck } from './jwk/trust.ts';
export { type FindKey, findInFetchedKeySet, findInKeySet } from './jws/key-set.ts';
export { hasValidSignature, type OpenJws, readJws } from './jws/verify.ts';
export type { DataMimeType, Metadata, MetadataAttachment } from './metadata/metadata.ts';
export { type MetadataFault, type MetadataRules, type MetadataVerdict, validateMetadata } from './metadata/validate.ts';
export { chooseMetadataVersion, writeSchemaAddress } from './metadata/version.ts';
export { describeProblem, type ProblemInstance, type ProblemName, problems } from './problems/catalogue.ts';
export type { Problem } from './problems/problem.ts';
export { type Reason, reasons } from './reasons.ts';
export { createRoutingApi, type RoutingApi, type RoutingApiOptions } from './routing/client.ts';
export type { Area } from './routing/coverage.ts';
export { type Addressing, type AddressingContext, verifyAddressing } from './routing/verify-addressing.ts';
export { readEventClaims, type SecurityEventClaims } from './set/claims.ts';
export { type EventAuthor, type EventName, writeEventUri } from './set/events.ts';
export { type JudgedEvent, judgeEventLog } from './set/judge-log.ts';
export { type Answered, type EventToSign, signAccept, signReject, signSecurityEvent } from './set/sign.ts';
export { findState, type SubmissionState } from './set/state.ts';
export { type EventContext, type SecurityEvent, verifySecurityEvent } from './set/verify.ts';
export { type VerifiedLog, verifyEventLog } from './set/verify-log.ts';
export { checkAnswer } from './submission/check-answer.ts';
export { type DecryptedData, type DecryptedSubmission, decryptSubmission, type PickUp } from './submission/decrypt.ts';
export type { AttachmentPorts, DecryptedFile } from './submission/decrypt-files.ts';
export { type Destination, type OfferedService, readDestination } from './submission/destination.ts';
export {
  type EncryptedSubmission,
  encryptSubmission,
  MetadataUnfit,
  newAttachmentId,
  type SubmissionToEncrypt,
} from './submission/encrypt.ts';
export { decryptRecordedSubmission, type RecordedJson, type RecordedPickUp } from './submission/recorded.ts';
export { SubmissionRefused } from './submission/refused.ts';
export { type FetchedSubmission, readSubmission } from './submission/submission.ts';
export { createSubmissionApi, type SubmissionApi, type SubmissionApiOptions } from './submission-api/client.ts';
export type { SubmissionIds } from './submission-api/event-log.ts';
