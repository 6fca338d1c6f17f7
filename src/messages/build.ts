import type { MessageDefinition } from './message.ts';
import { anyUri } from './text-types.ts';
import { type Judgement, makeWriter, type Writer } from './writer.ts';
import { xmlDeclaration } from './xml-write.ts';

/**
 * Builds the XML of a message: UTF-8, without white space between elements. The same content always gives the same bytes.
 *
 * `content` must have passed `checkContent`: the builder writes what is there and checks nothing. `traceMessage` says of
 * the same elements where they come from; apart, since every accept builds, and few trace.
 */
export function buildMessage<Content>(definition: MessageDefinition<Content>, content: Content): Uint8Array {
  return toBytes(writerOf(definition, 'unjudged')(content) ?? '');
}

/**
 * The same, judging each value as it is written: undefined for content that `checkContent` finds something in, and for
 * no other. Nearly all content is sound, and one walk over it costs half of what checking and building cost.
 */
export function buildSound<Content>(definition: MessageDefinition<Content>, content: Content): Uint8Array | undefined {
  const xml = writerOf(definition, 'judged')(content);
  return xml === undefined ? undefined : toBytes(xml);
}

function toBytes(xml: string): Uint8Array {
  return Buffer.from(`${xmlDeclaration}\n${xml}\n`, 'utf8');
}

/** Made when they are first needed: a definition never changes. */
const writers = { judged: new WeakMap<object, Writer>(), unjudged: new WeakMap<object, Writer>() };

function writerOf<Content>({ standard, root }: MessageDefinition<Content>, judgement: Judgement): Writer {
  const known = writers[judgement].get(root);
  if (known) return known;
  const { prefix, namespace } = standard;
  const declaration = { name: `xmlns:${prefix}`, source: { constant: namespace }, type: anyUri, optional: false };
  const writer = makeWriter({ ...root, attributes: [declaration, ...root.attributes] }, prefix, judgement);
  writers[judgement].set(root, writer);
  return writer;
}
