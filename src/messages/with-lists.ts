import type { CodeList } from './code-list.ts';
import type { Node } from './definition.ts';
import type { MessageDefinition } from './message.ts';
import type { AnyNode } from './walk.ts';

/** The same definition with other code lists, all the way down. */
export function withLists<Content>(
  definition: MessageDefinition<Content>,
  change: (list: CodeList) => CodeList,
): MessageDefinition<Content> {
  const { root } = definition;
  return { ...definition, root: { ...root, children: root.children.map((child) => inNode(child, change)) } };
}

function inNode(node: AnyNode, change: (list: CodeList) => CodeList): Node<never> {
  switch (node.kind) {
    case 'text':
      return node;
    case 'code':
      return { ...node, list: change(node.list) };
    case 'group':
      return { ...node, children: node.children.map((child) => inNode(child, change)) };
    case 'choice':
      return { ...node, options: node.options.map((option) => inNode(option, change)) };
  }
}

/** The code lists that a definition names, each once. */
export function listsOf<Content>({ root }: MessageDefinition<Content>): CodeList[] {
  return [...new Set(root.children.flatMap(listsIn))];
}

function listsIn(node: AnyNode): CodeList[] {
  switch (node.kind) {
    case 'text':
      return [];
    case 'code':
      return [node.list];
    case 'group':
      return node.children.flatMap(listsIn);
    case 'choice':
      return node.options.flatMap(listsIn);
  }
}
