import type { Finding } from './explain-issues.ts';
import type { NetworkConfig } from './network-schema.ts';

const standesamt = /^psw:\d{8}$/;
const expected = '"psw:" and the eight digits of the Standesamtsnummer, in quotes';

/**
 * XPersonenstand names a Standesamt by its Standesamtsnummer, which no region tells: the destination must. That one key
 * then stands in every message to the destination, so those of other standards need a destination of their own.
 */
export function* findUnaddressedStandesamt({ destinations }: NetworkConfig): Generator<Finding> {
  for (const [index, { id, messages, reader }] of destinations.entries()) {
    const others = messages.filter((message) => !isXpersonenstand(message));
    if (others.length === messages.length) continue;
    if (reader.kennung === undefined) {
      const problem = `has no kennung, but ${id} takes XPersonenstand, and the number of a Standesamt does not follow from the region`;
      yield { path: ['destinations', index, 'reader'], problem, expected: `kennung: ${expected}` };
    } else if (!standesamt.test(reader.kennung)) {
      const problem = `"${reader.kennung}" is no key of a Standesamt, but ${id} takes XPersonenstand`;
      yield { path: ['destinations', index, 'reader', 'kennung'], problem, expected };
    }
    if (others.length > 0) {
      const problem = `takes ${others.join(', ')} beside XPersonenstand, whose reader is a Standesamt`;
      yield { path: ['destinations', index, 'messages'], problem, expected: 'a destination of its own for each' };
    }
  }
}

function isXpersonenstand(messageId: string): boolean {
  return messageId.startsWith('xpersonenstand/');
}
