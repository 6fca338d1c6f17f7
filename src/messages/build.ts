import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import { emitMessage, type MessageSink } from './emit.ts';
import type { MessageDefinition, Standard } from './message.ts';

/**
 * Builds the XML of a message. The same content always gives the same bytes (UTF-8).
 *
 * `content` must have passed `checkContent`: the builder writes what is there and checks nothing.
 */
export function buildMessage<Content>(definition: MessageDefinition<Content>, content: Content): Uint8Array {
  const { standard, root } = definition;
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const element = document.ele(null, `${standard.prefix}:${root.name}`);
  declarePrefix(element, standard);
  emitMessage(root, content, element, xmlWith(standard.prefix));
  // A bare carriage return, as text areas of browsers send it, would be read as a line feed (XML 1.0, 2.11).
  return Buffer.from(`${document.end({ prettyPrint: true }).replaceAll('\r', '&#xD;')}\n`, 'utf8');
}

/**
 * A message has one prefix, declared at its root, and elements are written with it or without. Told of namespaces, the
 * builder would look each of them up for every element, only to write the same bytes in half as much time again.
 */
function declarePrefix(root: XMLBuilder, { prefix, namespace }: Standard): void {
  const element = root.node as XMLBuilder['node'] & { setAttribute(name: string, value: string): void };
  element.setAttribute(`xmlns:${prefix}`, namespace);
}

function xmlWith(prefix: string): MessageSink<XMLBuilder> {
  return {
    open: (parent, name, qualified) => parent.ele(null, qualified ? `${prefix}:${name}` : name),
    attribute: (element, name, text) => element.att(name, text),
    text: (element, text) => element.txt(text),
  };
}
