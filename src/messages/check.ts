import { type DataPath, type Finding, finding, joinWordings, type Wording } from '../findings.ts';
import { nearestOf } from '../nearest.ts';
import { hasCode } from './code-list.ts';
import type { Attribute } from './definition.ts';
import { splitPath, valueAt } from './paths.ts';
import {
  type AnyChoice,
  type AnyGroup,
  type AnyLeaf,
  type AnyNode,
  chosenOption,
  conflictingPaths,
  groupScopes,
  isPresent,
  leafValues,
  sourcesOf,
} from './walk.ts';

/**
 * Finds **all** faults that would make the message invalid, before it is built. The schema is the proof afterwards: a
 * validator stops at the first missing element and speaks of XML, not of the portal's fields.
 *
 * @param content what the message would be built from; need not have the right shape.
 * @returns findings whose paths lead into `content`.
 */
export function checkContent(root: AnyGroup, content: unknown): Finding[] {
  const found: Finding[] = [];
  for (const attribute of root.attributes) checkAttribute(attribute, content, [], found);
  checkNodes(root.children, content, [], found);
  return found;
}

/** Adds to `found`, since nearly always there is nothing to add, and paths are made for faults alone. */
function checkNodes(nodes: readonly AnyNode[], scope: unknown, at: DataPath, found: Finding[]): void {
  for (const node of nodes) checkNode(node, scope, at, found);
}

function checkNode(node: AnyNode, scope: unknown, at: DataPath, found: Finding[]): void {
  switch (node.kind) {
    case 'text':
    case 'code':
      checkLeaf(node, scope, at, found);
      break;
    case 'group':
      checkGroup(node, scope, at, found);
      break;
    case 'choice':
      checkChoice(node, scope, at, found);
      break;
  }
}

function checkLeaf(node: AnyLeaf, scope: unknown, at: DataPath, found: Finding[]): void {
  const { source, max } = node;
  if ('constant' in source) return;
  const path = () => [...at, ...splitPath(source.path)];
  const values = leafValues(node, scope);
  if (values.length === 0 && !node.optional) found.push(finding(path(), 'required', { expected: expectedOf(node) }));
  if (values.length > max) {
    found.push(finding(path(), 'too-many', { actual: values.length, max }));
    return;
  }
  for (const [index, value] of values.entries()) {
    const fault = node.kind === 'text' ? node.type.check(value) : checkCode(node, value);
    if (fault) found.push(finding(max > 1 ? [...path(), index] : path(), fault.rule, fault.params));
  }
}

function checkCode(node: Extract<AnyLeaf, { kind: 'code' }>, value: unknown) {
  if (node.yesNo) {
    return typeof value === 'boolean' ? undefined : { rule: 'type' as const, params: { expected: 'true, false' } };
  }
  if (typeof value !== 'string')
    return { rule: 'type' as const, params: { expected: { de: 'Schlüssel (Text)', en: 'code (text)' } } };
  if (hasCode(node.list, value)) return undefined;
  // People write what they mean: "ledig" where "LD" is wanted.
  const near = nearestOf(value, Object.entries(node.list.codes ?? {}), (codeAndMeaning) => codeAndMeaning, 2);
  return {
    rule: 'code' as const,
    params: {
      list: `${node.list.name} ${node.list.version}`,
      nearest: near.map(([code]) => code),
      meanings: near.map(([, meaning]) => meaning),
    },
  };
}

function checkGroup(node: AnyGroup, scope: unknown, at: DataPath, found: Finding[]): void {
  const path = node.path === undefined ? at : [...at, ...splitPath(node.path)];
  const scopes = groupScopes(node, scope);
  const repeated = node.path !== undefined && node.max > 1;
  if (repeated && scopes.length === 0 && !node.optional)
    found.push(finding(path, 'required', { expected: { de: 'mindestens ein Eintrag', en: 'at least one entry' } }));
  if (scopes.length > node.max) {
    found.push(finding(path, 'too-many', { actual: scopes.length, max: node.max }));
    return;
  }
  for (const [index, inner] of scopes.entries()) {
    const here = repeated ? [...path, index] : path;
    if (inner === null || typeof inner !== 'object') {
      found.push(finding(here, 'type', { expected: { de: 'Objekt', en: 'object' } }));
      continue;
    }
    for (const attribute of node.attributes) checkAttribute(attribute, inner, here, found);
    checkNodes(node.children, inner, here, found);
  }
}

function checkAttribute({ source, type, optional }: Attribute, scope: unknown, at: DataPath, found: Finding[]): void {
  if ('constant' in source) return;
  const path = splitPath(source.path);
  const value = valueAt(scope, path);
  if (isPresent(value)) {
    const fault = type.check(value);
    if (fault) found.push(finding([...at, ...path], fault.rule, fault.params));
  } else if (!optional) {
    found.push(finding([...at, ...path], 'required', { expected: type.expected }));
  }
}

function checkChoice(node: AnyChoice, scope: unknown, at: DataPath, found: Finding[]): void {
  const names = conflictingPaths(node, scope);
  if (names.length > 0) {
    found.push(...names.map((name) => finding([...at, ...splitPath(name)], 'conflict', { names })));
    return;
  }
  const chosen = chosenOption(node, scope);
  if (chosen) {
    checkNode(chosen, scope, at, found);
  } else if (!node.optional) {
    const possible = [...new Set(node.options.flatMap(neededBy))];
    const path = [...at, ...splitPath(possible[0] ?? '')];
    found.push(
      possible.length > 1
        ? finding(path, 'choice', { names: possible })
        : finding(path, 'required', { expected: expectedOf(node) }),
    );
  }
}

/** The paths without which an option cannot be: of a group, those of its mandatory children. */
function neededBy(node: AnyNode): string[] {
  if (node.kind !== 'group' || node.path !== undefined) return sourcesOf(node);
  return node.children.filter(({ optional }) => !optional).flatMap(neededBy);
}

function expectedOf(node: AnyNode): Wording {
  switch (node.kind) {
    case 'text':
      return node.type.expected;
    case 'code':
      return node.yesNo
        ? 'true, false'
        : { de: `Schlüssel der Liste ${node.list.name}`, en: `code of ${node.list.name}` };
    case 'group':
      return joinWordings(node.children.map(expectedOf), ', ');
    case 'choice':
      return joinWordings(node.options.map(expectedOf), ' | ');
  }
}
