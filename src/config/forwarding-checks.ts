import { suggest } from '../nearest.ts';
import type { Finding } from './explain-issues.ts';
import { recipientMessages, recipientPrefix } from './forwarding-recipients.ts';
import type { NetworkConfig } from './network-schema.ts';

/** The destinations that notices of a business are passed on to. */
export function forwardingDestinations({ authorities }: NetworkConfig): string[] {
  return authorities.flatMap(({ forwarding }) => forwarding.recipients.map(({ destination }) => destination));
}

/** A recipient's destination exists, is the authority's own, takes the recipient's message, and says who reads it. */
export function* findForwardingFaults({ authorities, destinations }: NetworkConfig): Generator<Finding> {
  for (const [index, { id, forwarding }] of authorities.entries()) {
    for (const [number, { kind, destination: name }] of forwarding.recipients.entries()) {
      const path = ['authorities', index, 'forwarding', 'recipients', number, 'destination'];
      const destination = destinations.find((candidate) => candidate.id === name);
      if (destination === undefined) {
        const ids = destinations.map((candidate) => candidate.id);
        yield { path, problem: `names the unknown destination "${name}"`, expected: suggest(name, ids) };
        continue;
      }
      const message = `xgewerbeanzeige/2.2/${recipientMessages[kind]}`;
      if (destination.authority !== id) {
        yield {
          path,
          problem: `"${name}" belongs to ${destination.authority}`,
          expected: `a destination with authority: ${id}`,
        };
      }
      if (!destination.messages.includes(message)) {
        yield { path, problem: `"${name}" does not take ${message}`, expected: `${message} among its messages` };
      }
      const prefix = recipientPrefix(kind);
      if (!destination.reader.kennung?.startsWith(`${prefix}:`)) {
        yield {
          path,
          problem: `"${name}" has no reader.kennung that begins with ${prefix}:`,
          expected: 'the DVDV key of the recipient there',
        };
      }
    }
  }
}

export function* findUnusedRecipients({ authorities }: NetworkConfig): Generator<Finding> {
  for (const [index, { id, forwarding }] of authorities.entries()) {
    if (forwarding.by === 'procedure' && forwarding.recipients.length > 0) {
      yield {
        path: ['authorities', index, 'forwarding', 'recipients'],
        problem: `are never used: the procedure of "${id}" passes notices on`,
        expected: 'by: gateway, or no recipients',
      };
    }
  }
}
