import type { DataPath } from '../findings.ts';
import { emitMessage, type MessageSink, type TextSource } from './emit.ts';
import type { MessageDefinition } from './message.ts';

/** One element or attribute of a message, and where it comes from. */
export interface TracedPart {
  /** As libxml2 writes it: `/xmeld:root/xmeld:satz[2]/@art`, positions only among several of one name. */
  readonly xpath: string;
  readonly source: TextSource | Structure;
}

/** An element without text of its own. */
export interface Structure {
  readonly kind: 'structure';
  /** What it speaks of in the content; absent where it only groups others. */
  readonly path?: DataPath;
  readonly empty: boolean;
}

/** An element while the message is told. */
interface Node {
  readonly name: string;
  readonly path: DataPath | undefined;
  readonly children: Node[];
  readonly attributes: { readonly name: string; readonly source: TextSource }[];
  source?: TextSource;
}

/**
 * Where every element and attribute of the message comes from that `buildMessage` makes of the content, in the order of
 * the document. Pure.
 */
export function traceMessage<Content>(
  { root, standard }: Pick<MessageDefinition<Content>, 'root' | 'standard'>,
  content: Content,
): TracedPart[] {
  const top = nodeOf(`${standard.prefix}:${root.name}`, undefined);
  emitMessage(root, content, top, listener(standard.prefix));
  return partsOf(top, `/${top.name}`);
}

function nodeOf(name: string, path: DataPath | undefined): Node {
  return { name, path, children: [], attributes: [] };
}

function listener(prefix: string): MessageSink<Node> {
  return {
    open: (parent, name, qualified, path) => {
      const node = nodeOf(qualified ? `${prefix}:${name}` : name, path);
      parent.children.push(node);
      return node;
    },
    attribute: (node, name, source) => {
      node.attributes.push({ name, source });
    },
    text: (node, source) => {
      node.source = source;
    },
  };
}

function partsOf(node: Node, xpath: string): TracedPart[] {
  const { path, children, attributes, source } = node;
  const structure: Structure = {
    kind: 'structure',
    ...(path === undefined ? {} : { path }),
    empty: children.length === 0,
  };
  return [
    { xpath, source: source ?? structure },
    ...attributes.map((attribute) => ({ xpath: `${xpath}/@${attribute.name}`, source: attribute.source })),
    ...children.flatMap((child) => partsOf(child, `${xpath}/${stepTo(child, children)}`)),
  ];
}

function stepTo(child: Node, siblings: readonly Node[]): string {
  const alike = siblings.filter(({ name }) => name === child.name);
  return alike.length > 1 ? `${child.name}[${alike.indexOf(child) + 1}]` : child.name;
}
