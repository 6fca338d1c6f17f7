import type { DataPath } from '../findings.ts';
import type { Attribute } from './definition.ts';
import type { MessageDefinition, Standard } from './message.ts';
import { splitPath, valueAt } from './paths.ts';
import { type AnyGroup, type AnyLeaf, type AnyNode, chosenOption, groupScopes, isPresent, leafValues } from './walk.ts';

/**
 * The way from a path in the content of a message to the XPath of the element or attribute that is built from it: the
 * inverse of `locate`. Pure.
 *
 * @returns the XPath of the element, or of the nearest one around it that the message has; the root at worst.
 */
export function xpathOf<Content>(definition: MessageDefinition<Content>, content: Content, path: DataPath): string {
  const { root, standard } = definition;
  const { steps } = inside(root, content, path, standard);
  return ['', `${standard.prefix}:${root.name}`, ...steps].join('/');
}

/** How far a node leads along a path. */
interface Way {
  /** Steps of the path that it accounts for. */
  readonly reach: number;
  readonly steps: readonly string[];
}

const nowhere: Way = { reach: 0, steps: [] };

function best(ways: readonly Way[]): Way {
  return ways.reduce((found, way) => (way.reach > found.reach ? way : found), nowhere);
}

function follow(node: AnyNode, scope: unknown, path: DataPath, standard: Standard): Way {
  switch (node.kind) {
    case 'choice': {
      const option = chosenOption(node, scope);
      return option === undefined ? nowhere : follow(option, scope, path, standard);
    }
    case 'group':
      return followGroup(node, scope, path, standard);
    default:
      return followLeaf(node, scope, path, standard);
  }
}

function followLeaf(node: AnyLeaf, scope: unknown, path: DataPath, standard: Standard): Way {
  if ('constant' in node.source) return nowhere;
  const own = splitPath(node.source.path);
  const values = leafValues(node, scope);
  if (values.length === 0 || !startsWith(path, own)) return nowhere;
  const index = node.max > 1 ? indexAt(path, own.length) : 0;
  const reach = own.length + (node.max > 1 && path.length > own.length ? 1 : 0);
  return { reach, steps: [step(node, index, values.length, standard)] };
}

function followGroup(node: AnyGroup, scope: unknown, path: DataPath, standard: Standard): Way {
  const own = node.path === undefined ? [] : splitPath(node.path);
  if (!startsWith(path, own)) return nowhere;
  const scopes = groupScopes(node, scope);
  const repeated = node.path !== undefined && node.max > 1;
  const index = repeated ? indexAt(path, own.length) : 0;
  const named = repeated && path.length > own.length ? own.length + 1 : own.length;
  if (index >= scopes.length || (own.length > 0 && valueAt(scope, own) === undefined)) return nowhere;
  const inner = inside(node, scopes[index], path.slice(named), standard);
  const reach = named + inner.reach;
  if (reach === 0) return nowhere;
  return {
    reach,
    steps: node.name === '' ? inner.steps : [step(node, index, scopes.length, standard), ...inner.steps],
  };
}

/** The way to an attribute or child of an element that is there. */
function inside({ attributes, children }: AnyGroup, scope: unknown, path: DataPath, standard: Standard): Way {
  return best([
    ...attributes.map((attribute) => followAttribute(attribute, scope, path)),
    ...children.map((child) => follow(child, scope, path, standard)),
  ]);
}

function followAttribute({ name, source }: Attribute, scope: unknown, path: DataPath): Way {
  if ('constant' in source) return nowhere;
  const own = splitPath(source.path);
  if (!startsWith(path, own) || !isPresent(valueAt(scope, own))) return nowhere;
  return { reach: own.length, steps: [`@${name}`] };
}

function startsWith(path: DataPath, start: readonly string[]): boolean {
  return start.every((each, index) => path[index] === each);
}

/** Of a list as a whole, its first element. */
function indexAt(path: DataPath, at: number): number {
  return Number(path[at] ?? 0);
}

/** A position only where there are several, as libxml2 writes it. */
function step(node: { name: string; qualified: boolean }, index: number, count: number, { prefix }: Standard): string {
  return `${node.qualified ? `${prefix}:` : ''}${node.name}${count > 1 ? `[${index + 1}]` : ''}`;
}
