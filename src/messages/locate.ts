import type { DataPath } from '../findings.ts';
import type { MessageDefinition } from './message.ts';
import { splitPath } from './paths.ts';
import type { AnyGroup, AnyNode } from './walk.ts';

interface Step {
  readonly name: string;
  /** Which of the elements of this name, from 1. */
  readonly position: number;
}

/**
 * The way back from an XPath in the XML to the path in the data that its element was built from.
 *
 * @param xpath as libxml2 gives it, for example `/xmeld:root/xmeld:satz[2]/code`; its last step may be an attribute.
 * @returns the path, or the longest known part of it; `[]` when nothing of it comes from the data.
 */
export function locate<Content>(definition: MessageDefinition<Content>, xpath: string): DataPath {
  const [, ...steps] = parseXPath(xpath);
  return descend(definition.root, steps, []);
}

function parseXPath(xpath: string): Step[] {
  return xpath
    .split('/')
    .filter(Boolean)
    .map((step) => {
      const match = /^(?:[^:[]*:)?([^[]+)(?:\[(\d+)\])?$/.exec(step);
      return { name: match?.[1] ?? step, position: Number(match?.[2] ?? 1) };
    });
}

function descend(group: AnyGroup, [step, ...rest]: readonly Step[], at: DataPath): DataPath {
  if (step === undefined) return at;
  const attribute = group.attributes.find(({ name }) => step.name === `@${name}`);
  if (attribute) return 'path' in attribute.source ? [...at, ...splitPath(attribute.source.path)] : at;
  return first(group.children, step, rest, at) ?? at;
}

function match(node: AnyNode, step: Step, rest: readonly Step[], at: DataPath): DataPath | undefined {
  switch (node.kind) {
    case 'choice':
      return first(node.options, step, rest, at);
    case 'group': {
      const path = node.path === undefined ? at : [...at, ...splitPath(node.path)];
      if (node.name === '') return first(node.children, step, rest, path);
      if (node.name !== step.name) return undefined;
      return descend(node, rest, node.path !== undefined && node.max > 1 ? [...path, step.position - 1] : path);
    }
    default:
      if (node.name !== step.name) return undefined;
      if ('constant' in node.source) return at;
      return [...at, ...splitPath(node.source.path), ...(node.max > 1 ? [step.position - 1] : [])];
  }
}

function first(nodes: readonly AnyNode[], step: Step, rest: readonly Step[], at: DataPath): DataPath | undefined {
  for (const node of nodes) {
    const found = match(node, step, rest, at);
    if (found) return found;
  }
  return undefined;
}
