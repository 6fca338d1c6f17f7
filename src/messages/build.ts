import { emitMessage, type MessageSink } from './emit.ts';
import type { MessageDefinition } from './message.ts';
import { escapeText, writeAttribute, writeElement, xmlDeclaration } from './xml-write.ts';

/** An element while the message is told. */
interface Draft {
  readonly name: string;
  attributes: string;
  text: string;
  readonly children: Draft[];
}

/**
 * Builds the XML of a message: UTF-8, without white space between elements. The same content always gives the same bytes.
 *
 * `content` must have passed `checkContent`: the builder writes what is there and checks nothing.
 */
export function buildMessage<Content>({ standard, root }: MessageDefinition<Content>, content: Content): Uint8Array {
  const { prefix, namespace } = standard;
  const top = draft(`${prefix}:${root.name}`);
  top.attributes = writeAttribute(`xmlns:${prefix}`, namespace);
  emitMessage(root, content, top, drafts(prefix));
  return Buffer.from(`${xmlDeclaration}\n${write(top)}\n`, 'utf8');
}

function draft(name: string): Draft {
  return { name, attributes: '', text: '', children: [] };
}

function drafts(prefix: string): MessageSink<Draft> {
  return {
    open: (parent, name, qualified) => {
      const child = draft(qualified ? `${prefix}:${name}` : name);
      parent.children.push(child);
      return child;
    },
    attribute: (element, name, text) => {
      element.attributes += writeAttribute(name, text);
    },
    text: (element, text) => {
      element.text = escapeText(text);
    },
  };
}

function write({ name, attributes, text, children }: Draft): string {
  let content = text;
  for (const child of children) content += write(child);
  return writeElement(name, attributes, content);
}
