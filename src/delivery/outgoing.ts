import { serviceActs } from '../domains/index.ts';
import { type ReadableAct, readBack } from '../domains/read-back.ts';
import { printMessage } from '../domains/readable/print-message.ts';
import type { OutgoingMessage } from './adapter.ts';

/** A frozen message as an adapter gets it. Nothing is read or printed before somebody asks. */
export function outgoing(
  message: Omit<OutgoingMessage, 'content' | 'pdf'>,
  acts: readonly ReadableAct[] = serviceActs,
): OutgoingMessage {
  return {
    ...message,
    content: () => readBack(message.id, message.xml, acts),
    pdf: (language = 'de') => printMessage(message, acts, language),
  };
}
