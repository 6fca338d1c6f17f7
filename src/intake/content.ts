import type { BuildableMessage, Surroundings } from '../domains/service.ts';
import type { Head } from '../messages/head-g2g.ts';

/** What a message is built from. */
export interface Content {
  readonly head: Head;
  readonly data: unknown;
}

/** A message that has not been proved yet, and what it was built from. */
export interface BuiltMessage {
  readonly content: Content;
  readonly xml: Uint8Array;
}

/** What the message would be built from; undefined for data that are no object. */
export function completeContent(
  message: BuildableMessage,
  data: unknown,
  head: Head,
  surroundings: Surroundings,
): Content | undefined {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return undefined;
  return { head, data: message.complete(data, surroundings) };
}
