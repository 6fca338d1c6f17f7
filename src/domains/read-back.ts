import { ZustellwerkError } from '../errors.ts';
import { readMessage } from '../messages/read.ts';
import { readXml } from '../messages/xml-read.ts';
import { serviceActs } from './index.ts';
import type { BuildableMessage, EmbeddedAttachment } from './service.ts';

/** A message as data again: for procedures that take no XML. */
export interface MessageContent {
  /** The head of the standard, and the data as they were completed; files are left out. */
  readonly head: unknown;
  readonly data: Readonly<Record<string, unknown>>;
  /** The files that the message embeds. */
  readonly files: readonly MessageFile[];
}

export interface MessageFile {
  /** As the citizen called it: any characters, no path to trust. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

interface BuiltFrom {
  readonly head: unknown;
  readonly data: Readonly<Record<string, unknown>> & { readonly attachments?: readonly EmbeddedAttachment[] };
}

/** What is known of the messages of an act, to read them. */
export interface ReadableAct {
  readonly messages: readonly Pick<BuildableMessage, 'definition' | 'embedsAttachments'>[];
}

/**
 * Reads a message that was built here.
 *
 * @param id `standard/version/type`
 * @throws ZustellwerkError MESSAGE_UNREADABLE when no act has this message, or the bytes are another one.
 */
export function readBack(id: string, xml: Uint8Array, acts: readonly ReadableAct[] = serviceActs): MessageContent {
  const message = acts.flatMap(({ messages }) => messages).find(({ definition }) => definition.id === id);
  if (!message) throw new ZustellwerkError('MESSAGE_UNREADABLE', `No definition of ${id} is known.`);
  const { head, data } = readMessage(message.definition, readXml(xml)) as BuiltFrom;
  if (!message.embedsAttachments || data.attachments === undefined) return { head, data, files: [] };
  return {
    head,
    data: { ...data, attachments: data.attachments.map(({ content: _, ...described }) => described) },
    files: data.attachments.map(({ fileName, mediaType, content }) => ({
      fileName,
      mediaType,
      bytes: Buffer.from(content, 'base64'),
    })),
  };
}
