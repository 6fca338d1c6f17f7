import type { ClaimedCallback } from '../../store/claim-callbacks.ts';

export interface WrittenEvent {
  /** The same however often it is told. */
  readonly id: string;
  readonly body: string;
}

/** What of an event's detail is told: ids, keys and times. Who did what and why stays here. */
const told = ['reply', 'document', 'submission', 'status', 'deadline', 'findings', 'partly', 'late'] as const;

/**
 * An event as CloudEvents 1.0 (structured, JSON). It is made of the stored event alone, so that it has the same bytes
 * however often it is told, and holds ids, keys and times: nothing of the citizen, nor the portal's own reference.
 */
export function writeEvent(callback: ClaimedCallback): WrittenEvent {
  const { submissionId, eventId, type, at, serviceId, act, region, detail } = callback;
  const id = `${submissionId}-${eventId}`;
  const more = told.flatMap((name) => (detail[name] === undefined ? [] : [[name, detail[name]] as const]));
  const event = {
    specversion: '1.0',
    id,
    source: `/v1/submissions/${submissionId}`,
    type: `zustellwerk.submission.${type}`,
    subject: submissionId,
    time: at.toISOString(),
    datacontenttype: 'application/json',
    data: { submission: submissionId, event: eventId, type, serviceId, act, region, detail: Object.fromEntries(more) },
  };
  return { id, body: JSON.stringify(event) };
}
