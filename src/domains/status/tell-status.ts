import type { Message } from '../../messages/head-g2g.ts';
import { replyKind, type Saying, type Told } from '../replies/reply.ts';
import { status0001 } from './status-0001.ts';
import type { StatusMessage } from './status-data.ts';

/** Our own status message as a reply. */
export const statusReply = replyKind(status0001, tell);

function tell({ data }: Message<StatusMessage>): Told {
  const { reference, fileNumber, documents = [] } = data;
  return {
    reference:
      reference.messageUuid === undefined
        ? { fileNumber: reference.fileNumber ?? '' }
        : { messageUuid: reference.messageUuid },
    says: [...(fileNumber === undefined ? [] : [{ type: 'file-number', fileNumber } as const]), ...sayingsOf(data)],
    documents,
  };
}

function sayingsOf(data: StatusMessage): Saying[] {
  const { status, query } = data;
  const text = data.text === undefined ? {} : { text: data.text };
  switch (status) {
    case '01':
      return [{ type: 'acknowledged' }];
    case '03':
      return query === undefined ? [] : [{ type: 'query', ...query, wanted: query.wanted ?? [] }];
    case '04':
      return decisionOf(data);
    case '05':
      return [...decisionOf(data), { type: 'status', status: 'closed', ...text }];
    default:
      return [{ type: 'status', status: 'in-processing', ...text }];
  }
}

function decisionOf({ decision, text: general }: StatusMessage): Saying[] {
  if (decision === undefined) return [];
  const words = decision.text ?? general;
  const text = words === undefined ? {} : { text: words };
  if (decision.result === '02') {
    return [{ type: 'rejected', findings: [{ id: 'zustellwerk-status:entscheidung:02', ...text }] }];
  }
  return [{ type: 'accepted', ...(decision.result === '03' && { partly: true }), ...text }];
}
