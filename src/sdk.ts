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
  Capabilities,
  CheckFault,
  CheckJob,
  DeliveryJob,
  OutgoingMessage,
  ProcedureAdapter,
} from './delivery/adapter.ts';
export type { Call, CallLog } from './delivery/calls.ts';
export type { Answer, Exchange, Step } from './delivery/exchange.ts';
export type { LookupOutcome, Outcome, OutcomeKind, RefusalFinding } from './delivery/outcome.ts';
export type { Json, Steps } from './delivery/steps.ts';
export type { Receipt, ReceiptFinding } from './domains/quittung/quittung.ts';
/** Reads a receipt; never throws, and says why when the bytes are none. */
export { type ReceiptReading, readReceipt, type UnreadableReason } from './domains/quittung/read-receipt.ts';
export type { CodeTable, ConverterName } from './intake/converters.ts';
export type { Profile, ProfileTable, Row } from './intake/profile-table.ts';
/** Submissions by FIT-Connect, as a sender. See docs/fit-connect.md. */
export * as fitConnect from './transports/fit-connect/index.ts';
/** Posts XML and tells apart what is certain about the answer; never throws. See docs/transports/https.md. */
export {
  type HttpAnswer,
  type HttpFailure,
  type HttpResult,
  isSecureUrl,
  postXml,
  type XmlRequest,
} from './transports/https.ts';
/** What an exchange comes to when its status or failure says it all; undefined for 2xx, where the body decides. */
export { type HttpOutcome, outcomeOf } from './transports/https-outcome.ts';
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
