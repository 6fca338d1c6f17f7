import { ZustellwerkError } from '../errors.ts';
import type { Attribute } from './definition.ts';
import type { MessageDefinition } from './message.ts';
import { putAt, splitPath, valueAt } from './paths.ts';
import type { AnyChoice, AnyGroup, AnyLeaf, AnyNode } from './walk.ts';
import type { XmlElement } from './xml-read.ts';

/**
 * Reads a message back into what it was built from. The document must be valid against its schema; building again from
 * the result gives the same message. Of what others write, the result does not keep the name beside a code, the version
 * of an open code list, and an element with nothing in it.
 *
 * @throws ZustellwerkError MESSAGE_UNREADABLE when an element is not in the definition; names the element, not its text.
 */
export function readMessage<Content>(definition: MessageDefinition<Content>, document: XmlElement): Content {
  const { root, standard } = definition;
  if (document.name !== root.name || document.namespace !== standard.namespace) {
    throw new ZustellwerkError(
      'MESSAGE_UNREADABLE',
      `Expected ${root.name} in ${standard.namespace}, found ${document.name}.`,
    );
  }
  const content: Record<string, unknown> = {};
  readAttributes(root.attributes, document, content);
  readChildren(root.children, document, content, standard.namespace);
  return content as Content;
}

function readChildren(
  nodes: readonly AnyNode[],
  element: XmlElement,
  target: Record<string, unknown>,
  namespace: string,
): void {
  const queue = new Queue(element.children, namespace);
  for (const node of nodes) readNode(node, queue, target);
  queue.expectEnd(element.name);
}

/** The children of an element, taken from the front: the schema has proved their order. */
class Queue {
  readonly namespace: string;
  readonly #elements: readonly XmlElement[];
  #next = 0;

  constructor(elements: readonly XmlElement[], namespace: string) {
    this.#elements = elements;
    this.namespace = namespace;
  }

  /** Takes the next element if it is `node`. */
  take(node: { name: string; qualified: boolean }): XmlElement | undefined {
    const element = this.#elements[this.#next];
    if (element === undefined || element.name !== node.name) return undefined;
    if (element.namespace !== (node.qualified ? this.namespace : '')) return undefined;
    this.#next += 1;
    return element;
  }

  expectEnd(parent: string): void {
    const element = this.#elements[this.#next];
    if (element === undefined) return;
    throw new ZustellwerkError(
      'MESSAGE_UNREADABLE',
      `Element ${element.name} in ${parent} is not part of the definition.`,
    );
  }
}

/** Returns whether the node was there. */
function readNode(node: AnyNode, queue: Queue, target: Record<string, unknown>): boolean {
  switch (node.kind) {
    case 'text':
    case 'code':
      return readLeaf(node, queue, target);
    case 'group':
      return readGroup(node, queue, target);
    case 'choice':
      return readChoice(node, queue, target);
  }
}

function readLeaf(node: AnyLeaf, queue: Queue, target: Record<string, unknown>): boolean {
  const values: unknown[] = [];
  for (let element = queue.take(node); element !== undefined; element = queue.take(node)) {
    values.push(node.kind === 'text' ? node.type.read(element.text) : readCode(node.yesNo, element));
    if (values.length >= node.max) break;
  }
  if (values.length > 0 && 'path' in node.source) {
    putAt(target, splitPath(node.source.path), node.max > 1 ? values : values[0]);
  }
  return values.length > 0;
}

function readCode(yesNo: boolean, element: XmlElement): string | boolean {
  const code = element.children.find((child) => child.name === 'code')?.text.trim() ?? '';
  return yesNo ? code === '1' : code;
}

function readGroup(node: AnyGroup, queue: Queue, target: Record<string, unknown>): boolean {
  if (node.name === '') return readTransparent(node, queue, target);
  const items: Record<string, unknown>[] = [];
  for (let element = queue.take(node); element !== undefined; element = queue.take(node)) {
    // Two elements may speak of the same object: the second adds to what the first has read.
    const known = node.max > 1 ? undefined : valueAt(target, splitPath(node.path ?? ''));
    const item = node.path === undefined ? target : ((known ?? {}) as Record<string, unknown>);
    readAttributes(node.attributes, element, item);
    readChildren(node.children, element, item, queue.namespace);
    items.push(item);
    if (items.length >= node.max) break;
  }
  if (items.length > 0 && node.path !== undefined) putAt(target, splitPath(node.path), node.max > 1 ? items : items[0]);
  return items.length > 0;
}

function readTransparent(node: AnyGroup, queue: Queue, target: Record<string, unknown>): boolean {
  const path = splitPath(node.path ?? '');
  const before = path.length === 0 ? target : valueAt(target, path);
  const inner = (before ?? {}) as Record<string, unknown>;
  const found = node.children.map((child) => readNode(child, queue, inner)).some(Boolean);
  if (found && path.length > 0) putAt(target, path, inner);
  return found;
}

function readChoice(node: AnyChoice, queue: Queue, target: Record<string, unknown>): boolean {
  return node.options.some((option) => readNode(option, queue, target));
}

function readAttributes(attributes: readonly Attribute[], element: XmlElement, target: Record<string, unknown>): void {
  for (const { name, source, type } of attributes) {
    const text = element.attributes.get(name);
    if (text !== undefined && 'path' in source) putAt(target, splitPath(source.path), type.read(text));
  }
}
