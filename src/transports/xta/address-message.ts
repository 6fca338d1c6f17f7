import { ZustellwerkError } from '../../errors.ts';
import { type MessageHead, readHead } from '../../messages/read-head.ts';
import { readXml } from '../../messages/xml-read.ts';
import type { TransportOrder, XtaParty } from './transport-order.ts';

/** What a transport order says of a message, as its own head says it. */
export type MessageAddress = Pick<TransportOrder, 'reader' | 'author' | 'messageType' | 'times'>;

/**
 * Reads from a message to whom it goes: reader and author are `leser` and `autor` of its head (either generation), its
 * type is the name of its root element, its origin the time at which it was made.
 *
 * @returns undefined when the bytes are not XML, or the head names no reader or no author.
 */
export function addressMessage(xml: Uint8Array): MessageAddress | undefined {
  try {
    const root = readXml(xml);
    const { reader, author, createdAt } = readHead(root);
    const parties = { reader: toParty(reader), author: toParty(author) };
    if (parties.reader === undefined || parties.author === undefined) return undefined;
    return {
      reader: parties.reader,
      author: parties.author,
      messageType: { name: root.name, schema: root.namespace },
      times: createdAt === undefined ? {} : { Origin: createdAt },
    };
  } catch (error) {
    if (error instanceof ZustellwerkError) return undefined;
    throw error;
  }
}

function toParty(party: MessageHead['reader']): XtaParty | undefined {
  if (party?.kennung === undefined) return undefined;
  return { identifier: party.kennung, ...(party.name !== undefined && { name: party.name }) };
}
