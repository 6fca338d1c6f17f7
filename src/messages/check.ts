import { type DataPath, type Finding, finding, joinWordings, type Wording } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { hasCode } from './code-list.ts';
import { splitPath } from './paths.ts';
import {
  type AnyChoice,
  type AnyGroup,
  type AnyLeaf,
  type AnyNode,
  chosenOption,
  groupScopes,
  hasContent,
  leafValues,
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
  for (const child of root.children) checkNode(child, content, [], found);
  return found;
}

/** Adds what is wrong to `found`. Nearly always nothing is, so a path is put together only for a fault. */
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
  }
}

function checkLeaf(node: AnyLeaf, scope: unknown, at: DataPath, found: Finding[]): void {
  if ('constant' in node.source) return;
  const { path: source } = node.source;
  const path = () => [...at, ...splitPath(source)];
  const values = leafValues(node, scope);
  if (values.length === 0) {
    if (!node.optional) found.push(finding(path(), 'required', { expected: expectedOf(node) }));
  } else if (values.length > node.max) {
    found.push(finding(path(), 'too-many', { actual: values.length, max: node.max }));
  } else {
    values.forEach((value, index) => {
      const fault = node.kind === 'text' ? node.type.check(value) : checkCode(node, value);
      if (fault) found.push(finding(node.max > 1 ? [...path(), index] : path(), fault.rule, fault.params));
    });
  }
}

function checkCode(node: Extract<AnyLeaf, { kind: 'code' }>, value: unknown) {
  if (node.yesNo) {
    return typeof value === 'boolean' ? undefined : { rule: 'type' as const, params: { expected: 'true, false' } };
  }
  if (typeof value !== 'string')
    return { rule: 'type' as const, params: { expected: { de: 'Schlüssel (Text)', en: 'code (text)' } } };
  if (hasCode(node.list, value)) return undefined;
  return {
    rule: 'code' as const,
    params: {
      list: `${node.list.name} ${node.list.version}`,
      nearest: nearest(value, Object.keys(node.list.codes ?? {})),
    },
  };
}

function checkGroup(node: AnyGroup, scope: unknown, at: DataPath, found: Finding[]): void {
  const path = node.path === undefined ? at : [...at, ...splitPath(node.path)];
  const scopes = groupScopes(node, scope);
  const repeated = node.path !== undefined && node.max > 1;
  if (repeated && scopes.length === 0 && !node.optional) {
    found.push(finding(path, 'required', { expected: { de: 'mindestens ein Eintrag', en: 'at least one entry' } }));
  } else if (scopes.length > node.max) {
    found.push(finding(path, 'too-many', { actual: scopes.length, max: node.max }));
  } else {
    scopes.forEach((inner, index) => {
      const here = repeated ? [...path, index] : path;
      if (inner === null || typeof inner !== 'object') {
        found.push(finding(here, 'type', { expected: { de: 'Objekt', en: 'object' } }));
      } else {
        for (const child of node.children) checkNode(child, inner, here, found);
      }
    });
  }
}

function checkChoice(node: AnyChoice, scope: unknown, at: DataPath, found: Finding[]): void {
  const options = node.options.filter((option) => hasContent(option, scope));
  const names = options.length > 1 ? [...new Set(options.flatMap(sourcesOf))] : [];
  if (names.length > 1 && !node.options.some((option) => names.every((name) => sourcesOf(option).includes(name)))) {
    for (const name of names) found.push(finding([...at, ...splitPath(name)], 'conflict', { names }));
    return;
  }
  const chosen = chosenOption(node, scope);
  if (chosen) checkNode(chosen, scope, at, found);
  if (chosen || node.optional) return;
  const possible = [...new Set(node.options.flatMap(sourcesOf))];
  const path = [...at, ...splitPath(possible[0] ?? '')];
  found.push(
    possible.length > 1
      ? finding(path, 'choice', { names: possible })
      : finding(path, 'required', { expected: expectedOf(node) }),
  );
}

/** The paths, from the scope of the node, that a node takes its content from. */
function sourcesOf(node: AnyNode): string[] {
  switch (node.kind) {
    case 'text':
    case 'code':
      return 'path' in node.source ? [node.source.path] : [];
    case 'group':
      return node.path === undefined ? node.children.flatMap(sourcesOf) : [node.path];
    case 'choice':
      return node.options.flatMap(sourcesOf);
  }
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
