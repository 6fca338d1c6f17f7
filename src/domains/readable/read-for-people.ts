import type { Language } from '../../findings.ts';
import { readMessage } from '../../messages/read.ts';
import { type ReadableLine, readableLines } from '../../messages/readable.ts';
import { readXml } from '../../messages/xml-read.ts';
import { antrag0001 } from '../antrag/antrag-0001.ts';
import type { Field } from '../antrag/antrag-data.ts';
import { forwardingDefinitions, requestDefinitions } from '../definitions.ts';
import type { ReadableAct } from '../read-back.ts';
import { antragLines } from './antrag-lines.ts';

/** A message for who has no procedure that reads it. */
export interface ReadableMessage {
  readonly title: string;
  readonly head: {
    readonly createdAt?: string;
    readonly reader?: { readonly name?: string };
    readonly author?: { readonly name?: string };
  };
  /** As they were completed, without the content of files. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly lines: readonly ReadableLine[];
}

interface Content {
  readonly head: ReadableMessage['head'];
  readonly data: Readonly<Record<string, unknown>> & {
    readonly fields?: readonly Field[];
    readonly attachments?: readonly Readonly<Record<string, unknown>>[];
  };
}

/** What is passed on has records in place of data. */
interface Passed {
  readonly head: ReadableMessage['head'];
  readonly records?: unknown;
}

/**
 * Reads a message that was built here.
 *
 * @param id `standard/version/type`; undefined comes back when this version no longer knows it.
 * @throws ZustellwerkError MESSAGE_UNREADABLE when the bytes are another message.
 */
export function readForPeople(
  id: string,
  xml: Uint8Array,
  acts: readonly ReadableAct[],
  language: Language = 'de',
): ReadableMessage | undefined {
  const definition = [...requestDefinitions(acts), ...forwardingDefinitions].find((each) => each.id === id);
  if (!definition) return undefined;
  const { head, data, records } = readMessage(definition, readXml(xml)) as Partial<Content> & Passed;
  const title = definition.title[language];
  if (!data) return { title, head, data: { records }, lines: readableLines(definition, { records }, language) };
  const { attachments } = data;
  const files = attachments?.map(({ content: _, ...described }) => described);
  const shown = { ...data, ...(files && { attachments: files }) };
  return { title, head, data: shown, lines: linesOf(id, definition, data, language) };
}

/** The head is for procedures; a form's fields say themselves what they are called. */
function linesOf(
  id: string,
  definition: ReturnType<typeof requestDefinitions>[number],
  data: Content['data'],
  language: Language,
): ReadableLine[] {
  if (id !== antrag0001.id) return readableLines(definition, { data }, language);
  const { fields = [], ...rest } = data;
  return [...antragLines(fields, language), ...readableLines(definition, { data: rest }, language)];
}
