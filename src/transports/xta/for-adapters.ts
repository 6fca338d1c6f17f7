/**
 * XTA 2 for adapters, as `xta` of the SDK. See docs/transports/xta.md.
 *
 * @module
 */
export { addressMessage } from './address-message.ts';
export type { XtaAccess } from './call.ts';
export { outcomeOfXtaFault } from './fault-outcome.ts';
export { isSameXtaMessage, xtaMessageId } from './message-id.ts';
export { getTransportReport, sendMessage, type XtaReply } from './operations.ts';
export { pickUp } from './pick-up.ts';
export type { TransportReport } from './report.ts';
export type { BusinessScenario, TransportOrder, XtaParty } from './transport-order.ts';
export { withXta } from './with-xta.ts';
