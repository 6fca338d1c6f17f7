import { createHash } from 'node:crypto';
import { empfangsbescheinigung } from '../domains/gewerbe/empfangsbescheinigung.ts';
import { status0001 } from '../domains/status/status-0001.ts';
import { buildMessage } from '../messages/build.ts';
import type { Message } from '../messages/head-g2g.ts';
import type { MessageDefinition } from '../messages/message.ts';
import { readHead } from '../messages/read-head.ts';
import { readXml } from '../messages/xml-read.ts';

/** What an office's example says of a message that came at a moment. */
type Example = (messageUuid: string, day: string) => unknown;

const file = Buffer.from('%PDF-1.7\n');
const pdf = {
  fileName: 'Bescheinigung.pdf',
  mediaType: 'application/pdf',
  sha512: createHash('sha512').update(file).digest('hex'),
  content: file.toString('base64'),
};

/** Examples of the replies that are our own messages. Those of standards have theirs there. */
const examples = new Map<MessageDefinition<unknown>, Example>([
  [
    status0001 as MessageDefinition<unknown>,
    (messageUuid) => ({
      reference: { messageUuid },
      fileNumber: 'MUSTER-2026-00017',
      status: '03',
      text: 'Für die Bearbeitung fehlt noch eine Unterlage.',
      query: { text: 'Bitte reichen Sie die Unterlage nach.', wanted: ['Kopie des Ausweises'] },
    }),
  ],
  [
    empfangsbescheinigung as MessageDefinition<unknown>,
    (messageUuid, day) => ({
      messageUuid,
      noticeNumber: 'MUSTER-2026-00017',
      receivedOn: day,
      issuedOn: day,
      certificate: pdf,
    }),
  ],
]);

/**
 * An example of each of these replies that is our own message, by its path in a pack: what an office answers to a sample.
 *
 * @param ids definitions (`standard/version/type`) of the replies.
 * @param answered the sample; its roles are exchanged.
 */
export function replySamples(ids: readonly string[], answered: Uint8Array): Map<string, Uint8Array> {
  const { uuid = '', createdAt = '', reader, author } = readHead(readXml(answered));
  const product = { name: 'Muster-Fachverfahren', manufacturer: 'Muster GmbH' };
  const replyUuid = `${uuid.slice(0, -12)}000000000001`;
  const head = { uuid: replyUuid, createdAt, reader: author, author: reader, product, test: 'Testnachricht' };
  const ours = [...examples].filter(([{ id }]) => ids.includes(id));
  return new Map(
    ours.map(([definition, example]) => {
      const content = { head, data: example(uuid, createdAt.slice(0, 10)) } as Message<unknown>;
      return [`samples/reply-${definition.id.replaceAll('/', '-')}.xml`, buildMessage(definition, content)];
    }),
  );
}
