/** Submissions by FIT-Connect, as a sender: for adapters. The protocol itself is `src/fit-connect`. */
export {
  ApiRateLimited,
  ApiRefused,
  CallbackMalformed,
  CallbackRefused,
  FitConnectError,
  OutcomeUnknown,
  Refused,
  readCallback,
  verifyCallback,
} from '../../fit-connect/index.ts';
export { type AccessSettings, findDestinationId, openSubmissionApi, type RoutingSettings } from './access.ts';
export { type FitContent, writeContent } from './content.ts';
export { readWord, type Word } from './follow.ts';
export { FileGone, type Memory, type Sent, sealedStep, sendSubmission, submittedStep, type ToSend } from './send.ts';
