/**
 * Names on the wire of XTA 2 version 5 (5.1.1, module Webservice core 3.1.1).
 *
 * @module
 */

export const xtaNamespace = 'https://xoev.de/transport/xta/core/3.1.1';
/** SOAP 1.2. */
export const soapNamespace = 'http://www.w3.org/2003/05/soap-envelope';
/** WS-Addressing 1.0. */
export const addressingNamespace = 'http://www.w3.org/2005/08/addressing';
/** XML-binary Optimized Packaging, which MTOM sends content with. */
export const xopNamespace = 'http://www.w3.org/2004/08/xop/include';

/** The prefixes of all that we write. */
export const prefixes = { soap: soapNamespace, wsa: addressingNamespace, xta: xtaNamespace, xop: xopNamespace };

/** Where the answer is wanted: on the same connection (WS-Addressing 1.0 Core, 2.1). */
export const anonymousAddress = `${addressingNamespace}/anonymous`;

/** The operations that we call, with the port type that each belongs to. */
const portOf = {
  createMessageID: 'core.sender',
  sendMessage: 'core.sender',
  getStatusList: 'core.recipient',
  getMessage: 'core.recipient',
  close: 'core.recipient',
  getTransportReport: 'core.transport.base',
} as const;

export type XtaOperation = keyof typeof portOf;
export type XtaPort = 'sender' | 'recipient' | 'transport.base';

export const xtaOperations = Object.keys(portOf) as readonly XtaOperation[];

export function portFor(operation: XtaOperation): XtaPort {
  return portOf[operation].slice('core.'.length) as XtaPort;
}

/** The action of a request, in WS-Addressing and as SOAP action; of its answer, with `Response` behind it. */
export function actionOf(operation: XtaOperation): string {
  return `https://xoev.de/transport/xta/core/${portOf[operation]}/${operation}`;
}

export function operationOf(action: string | undefined): XtaOperation | undefined {
  return xtaOperations.find((operation) => actionOf(operation) === action);
}
