import type { MessageDefinition } from '../../../messages/message.ts';
import type { Gewerbemeldung } from '../xgewerbeanzeige/content.ts';
import { gewerbemeldung, type MessageNumber } from '../xgewerbeanzeige/messages.ts';

/** A standard in which notices are passed on. */
interface ForwardingStandard {
  readonly id: string;
  /** First day on which it is obligatory; absent: long since. */
  readonly validFrom?: string;
  /** Its messages; absent while its schema is not public. */
  readonly message?: (number: MessageNumber) => MessageDefinition<Gewerbemeldung>;
}

/** The newest first. */
const standards: readonly ForwardingStandard[] = [
  // BAnz AT 25.08.2025 B1. The slot waits for the schema, which is published in the XRepository alone.
  { id: 'xgewerbeordnung/1.6', validFrom: '2026-05-01' },
  { id: 'xgewerbeanzeige/2.2', message: (number) => gewerbemeldung(number) },
];

/**
 * The messages to pass notices on with on a day, `YYYY-MM-DD`; none when the obligatory standard cannot be built here.
 *
 * @param evenSuperseded whether an older standard will do.
 */
export function forwardingMessages(day: string, evenSuperseded: boolean): ForwardingStandard['message'] {
  const valid = standards.filter(({ validFrom = '' }) => validFrom <= day);
  const usable = evenSuperseded ? valid : valid.slice(0, 1);
  return usable.find(({ message }) => message !== undefined)?.message;
}
