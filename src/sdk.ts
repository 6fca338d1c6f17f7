/**
 * All that an adapter may see of Zustellwerk: `import { … } from 'zustellwerk/sdk'`.
 *
 * @module
 */
import type { ProcedureAdapter } from './delivery/adapter.ts';
import type { Profile } from './intake/profile-table.ts';

export { z } from 'zod';
export type {
  Bytes,
  CallbackCall,
  Capabilities,
  CheckFault,
  CheckJob,
  DeliveryJob,
  OutgoingMessage,
  ProcedureAdapter,
  RepliesJob,
} from './delivery/adapter.ts';
export type { Call, CallLog } from './delivery/calls.ts';
/** Whether an address answers and takes the login, for `check`. */
export { checkAddress } from './delivery/check-address.ts';
export type { Answer, Bilingual, Exchange, Step } from './delivery/exchange.ts';
/** What answers over HTTP come to, and what protects them, in the words of an interface contract. */
export { httpAnswers, httpSecurity } from './delivery/http-answers.ts';
export type { LookupOutcome, Outcome, OutcomeKind, RefusalFinding } from './delivery/outcome.ts';
/** What a receipt comes to, where nothing but the receipt decides. */
export { outcomeOfReceipt } from './delivery/outcome-of-receipt.ts';
/** Makes a call and keeps it in the attempt's log. */
export { recordedCall } from './delivery/recorded-call.ts';
/** Works in a shared folder, and keeps in the attempt's log what came of it; and tries one out. */
export { checkFolder, recordedFolder } from './delivery/recorded-folder.ts';
export type { Json, Steps } from './delivery/steps.ts';
/** Writes as a receipt what a procedure has said in another form. */
export { buildReceipt } from './domains/quittung/build-receipt.ts';
export type { Receipt, ReceiptFinding } from './domains/quittung/quittung.ts';
/** Reads a receipt; never throws, and says why when the bytes are none. */
export {
  type ReceiptReading,
  readReceipt,
  readReceiptElement,
  type UnreadableReason,
} from './domains/quittung/read-receipt.ts';
export type { MessageContent, MessageFile } from './domains/read-back.ts';
export type { CodeTable, ConverterName } from './intake/converters.ts';
/** How a portal writes values, and German names for the fields of the first services: together they make a table. */
export { type Notation, type Word, writeRows } from './intake/notation.ts';
export type { Pack, Profile, ProfileTable, Row } from './intake/profile-table.ts';
export { vocabularies, writeTables } from './intake/vocabulary/index.ts';
/** The moment in German time, as messages have it. */
export { berlinDateTime } from './messages/dates.ts';
/** Connections with a client certificate or a CA of one's own, and what is made once for a destination's options. */
export {
  type Connections,
  isUsableIdentity,
  oncePerOptions,
  openConnections,
  type TlsIdentity,
} from './transports/connections.ts';
/** A message as a file in a shared folder. See docs/transports/exchange-folder.md. */
export {
  closeInFolder,
  type FolderState,
  giveUpInFolder,
  lookIntoFolder,
  type Parcel,
  putIntoFolder,
} from './transports/exchange-folder.ts';
/** A shared folder, on this machine or on an SFTP server. */
export { type FileStore, StoreFault } from './transports/file-store.ts';
/** Submissions by FIT-Connect, as a sender. See docs/fit-connect.md. */
export * as fitConnect from './transports/fit-connect/index.ts';
export { type FolderOptions, folderOptions, overFolder, refineFolder } from './transports/folder-options.ts';
/** Replies as files in a shared folder. See docs/transports/exchange-folder.md. */
export { takeReplies } from './transports/folder-replies.ts';
/** Options of adapters that call an address, and the header that they ask for. */
export { authorizationOf, type HttpAccess, httpOptions, refineHttp } from './transports/http-options.ts';
/** Posts XML and tells apart what is certain about the answer; never throws. See docs/transports/https.md. */
export {
  callHttp,
  type HttpAnswer,
  type HttpFailure,
  type HttpRequest,
  type HttpResult,
  isSecureUrl,
  postXml,
  type XmlRequest,
} from './transports/https.ts';
/** What an exchange comes to when its status or failure says it all; undefined for 2xx, where the body decides. */
export { type HttpOutcome, outcomeOf, retryAfterOf } from './transports/https-outcome.ts';
/** A message as an attachment of a mail. See docs/transports/mail.md. */
export {
  type Mail,
  type MailResult,
  type MailServer,
  outcomeOfMail,
  sendMail,
  tryMailServer,
} from './transports/mail.ts';
/** Bearer tokens by OAuth 2.0 client credentials: kept, and renewed once when refused. */
export { type ClientCredentials, createTokenSource, postXmlWithToken, type TokenSource } from './transports/oauth2.ts';
/** A case as a folder that a robot works through. See docs/transports/robot-folder.md. */
export { writeCaseFiles } from './transports/robot-files.ts';
export {
  type CaseState,
  closeCase,
  giveUpCase,
  lookForCase,
  putCase,
  type RobotCase,
} from './transports/robot-folder.ts';
/** What a certificate must be to encrypt a mail for. */
export { faultOfCertificate } from './transports/smime.ts';
/** SOAP 1.1: a message in an envelope, and what comes back. */
export { outcomeOfFault, readSoap, type SoapAnswer, type SoapDocument, writeSoap } from './transports/soap.ts';
/** XTA 2 over SOAP: orders, reports, faults. See docs/transports/xta.md. */
export * as xta from './transports/xta/for-adapters.ts';

/** Declares an adapter for a procedure, so that the compiler checks options, job and outcomes against each other. */
export function defineProcedure<Options>(adapter: ProcedureAdapter<Options>): ProcedureAdapter<Options> {
  return adapter;
}

/** Declares a portal's dialect. */
export function defineProfile(profile: Profile): Profile {
  return profile;
}
