import type { XmlElement } from '../../messages/xml-read.ts';
import { soapNamespace, xtaNamespace } from './names.ts';
import { child, textOf } from './xml-tree.ts';

/** What an XTA server can refuse with; on the wire each has `Exception` behind it. */
export const xtaFaultNames = [
  'ExternalServiceUnavailable',
  'InvalidMessageID',
  'MessageSchemaViolation',
  'MessageVirusDetection',
  'NotImplemented',
  'ParameterIsNotValid',
  'ParameterNotSupported',
  'PermissionDenied',
  'SyncAsync',
  'TechnicalProblem',
  'UnsupportedExtension',
] as const;

export type XtaFaultName = (typeof xtaFaultNames)[number];

/** SOAP's own faults (SOAP 1.2, 5.4.6). */
export const soapFaultCodes = [
  'VersionMismatch',
  'MustUnderstand',
  'DataEncodingUnknown',
  'Sender',
  'Receiver',
] as const;

export type SoapFaultCode = (typeof soapFaultCodes)[number];

/** A fault: one of XTA's where the server gives one, else one of SOAP's. */
export interface XtaFault {
  readonly name: XtaFaultName | SoapFaultCode;
  /** The server's own number of the error. */
  readonly errorCode?: string;
  /** The server's own words, which may name persons: never logged. */
  readonly detail?: string;
}

/** The fault in an envelope's body; undefined when it is none. A code that SOAP does not know counts as `Receiver`. */
export function readFault(body: XmlElement | undefined): XtaFault | undefined {
  if (body?.name !== 'Fault' || body.namespace !== soapNamespace) return undefined;
  const exceptions = child(body, 'Detail', soapNamespace)?.children ?? [];
  for (const exception of exceptions) {
    const name = xtaFaultNames.find((known) => exception.name === `${known}Exception`);
    if (name === undefined || exception.namespace !== xtaNamespace) continue;
    const errorCode = textOf(child(child(exception, 'ErrorCode'), 'code', ''));
    const detail = textOf(child(exception, 'Detail'));
    return { name, ...(errorCode !== undefined && { errorCode }), ...(detail !== undefined && { detail }) };
  }
  const value = textOf(child(child(body, 'Code', soapNamespace), 'Value', soapNamespace));
  const reason = textOf(child(child(body, 'Reason', soapNamespace), 'Text', soapNamespace));
  const name = soapFaultCodes.find((code) => code === value?.replace(/^.*:/, '')) ?? 'Receiver';
  return { name, ...(reason !== undefined && { detail: reason }) };
}
