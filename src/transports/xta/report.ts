import { ZustellwerkError } from '../../errors.ts';
import type { XmlElement } from '../../messages/xml-read.ts';
import { required } from './transport-order.ts';
import { child } from './xml-tree.ts';

/** How a transport stands: under way, or ended without faults, with warnings, with critical faults. */
export const reportStatuses = ['open', 'green', 'yellow', 'red'] as const;

export type ReportStatus = (typeof reportStatuses)[number];

/** `TransportReport`, as far as it is needed. */
export interface TransportReport {
  readonly status: ReportStatus;
  readonly xtaMessageId: string;
  /** What the server calls its errors, in order. */
  readonly errors: readonly { readonly code: string; readonly reason: string }[];
}

/** @throws ZustellwerkError MESSAGE_UNREADABLE when it is not a report, or its status is none. */
export function readReport(result: XmlElement | undefined): TransportReport {
  const report = child(result, 'TransportReport');
  const state = child(report, 'MessageStatus');
  const status = reportStatuses[Number(required(child(state, 'Status'), 'Status'))];
  if (status === undefined) throw new ZustellwerkError('MESSAGE_UNREADABLE', "The status of XTA's report is none.");
  return {
    status,
    xtaMessageId: required(child(child(report, 'MessageMetaData'), 'XTAMessageID'), 'XTAMessageID'),
    errors: (child(state, 'ErrorList')?.children ?? []).map((error) => ({
      code: required(child(child(error, 'Code'), 'code', ''), 'Code'),
      reason: required(child(error, 'Reason'), 'Reason'),
    })),
  };
}
