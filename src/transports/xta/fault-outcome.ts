import type { SoapFaultCode, XtaFault, XtaFaultName } from './fault.ts';

/**
 * What a fault in answer to `sendMessage` comes to; `docs/transports/xta.md` says why, row by row.
 *
 * `rejected` where the server has refused this order for a reason that the same bytes meet again. `unknown` where it
 * may have taken the order before it failed: the next attempt asks for its report.
 */
export const faultOutcomes: Readonly<Record<XtaFaultName | SoapFaultCode, 'later' | 'rejected' | 'unknown'>> = {
  ExternalServiceUnavailable: 'later',
  InvalidMessageID: 'rejected',
  MessageSchemaViolation: 'rejected',
  MessageVirusDetection: 'rejected',
  NotImplemented: 'rejected',
  ParameterIsNotValid: 'rejected',
  ParameterNotSupported: 'rejected',
  PermissionDenied: 'rejected',
  SyncAsync: 'rejected',
  TechnicalProblem: 'unknown',
  UnsupportedExtension: 'rejected',
  VersionMismatch: 'rejected',
  MustUnderstand: 'rejected',
  DataEncodingUnknown: 'rejected',
  Sender: 'rejected',
  Receiver: 'unknown',
};

/** What a fault comes to, in the form of an adapter's outcome. The server's own words stay in the finding's text. */
export type FaultOutcome =
  | { readonly kind: 'later' | 'unknown'; readonly answer: string }
  | {
      readonly kind: 'rejected';
      readonly findings: readonly { readonly id: string; readonly text?: string }[];
      readonly answer: string;
    };

export function outcomeOfXtaFault({ name, errorCode, detail }: XtaFault): FaultOutcome {
  const kind = faultOutcomes[name];
  // An error's number stands in clear, so only what looks like one does.
  const number = errorCode !== undefined && /^[A-Za-z0-9._-]{1,40}$/.test(errorCode) ? ` ${errorCode}` : '';
  const answer = `XTA ${name}${number}`;
  if (kind !== 'rejected') return { kind, answer };
  return { kind, findings: [{ id: `xta-${name}`, ...(detail !== undefined && { text: detail }) }], answer };
}
