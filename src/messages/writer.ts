import { codeAttributes, hasCode } from './code-list.ts';
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
  hasContent,
  isPresent,
  sourcesOf,
} from './walk.ts';
import { escapeText, writeAttribute, writeElement } from './xml-write.ts';

/** Writes what a scope of the content says of a node; undefined when it meets what `checkContent` has to name. */
export type Writer = (scope: unknown) => string | undefined;

/** Whether values are judged before they are written, or whatever is there is written. */
export type Judgement = 'judged' | 'unjudged';

/** How all nodes of a message are written. */
interface Way {
  readonly prefix: string;
  readonly judges: boolean;
}

/**
 * Makes the writer of a message from its root. What stands in the definition is worked out here, once, so that a
 * submission pays for its own values alone.
 */
export function makeWriter(root: AnyGroup, prefix: string, judgement: Judgement): Writer {
  return writerOf(root, { prefix, judges: judgement === 'judged' });
}

function writerOf(node: AnyNode, way: Way): Writer {
  switch (node.kind) {
    case 'choice':
      return choiceWriter(node, way);
    case 'group':
      return groupWriter(node, way);
    default:
      return leafWriter(node, way);
  }
}

function leafWriter(node: AnyLeaf, way: Way): Writer {
  const { source, optional, max } = node;
  const around = elementAround(node, way);
  if ('constant' in source) {
    const always = around(escapeText(source.constant));
    return () => always;
  }
  const isSound = way.judges ? judgeOf(node) : undefined;
  const textOf = node.kind === 'text' ? node.type.write : codeText(node);
  const write = (value: unknown) => (isSound && !isSound(value) ? undefined : around(escapeText(textOf(value))));
  const valueIn = getter(source.path);
  const missing = optional || !way.judges ? '' : undefined;
  if (max === 1) {
    return (scope) => {
      const value = valueIn(scope);
      return isPresent(value) ? write(value) : missing;
    };
  }
  return (scope) => {
    const value = valueIn(scope);
    if (!isPresent(value)) return missing;
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (values.length === 0) return missing;
    return way.judges && values.length > max ? undefined : writeAll(values, write);
  };
}

/** The element of a leaf around its escaped text; a code stands in an inner element. */
function elementAround(node: AnyLeaf, { prefix }: Way): (text: string) => string {
  const name = tagOf(node, prefix);
  if (node.kind === 'text') return tagsAround(`<${name}>`, `</${name}>`, `<${name}/>`);
  const attributes = codeAttributes(node.list).map(([key, value]) => writeAttribute(key, value));
  const [open, close] = [`<${name}${attributes.join('')}>`, `</${name}>`];
  return tagsAround(`${open}<code>`, `</code>${close}`, `${open}<code/>${close}`);
}

/** Puts tags around what stands between them, which costs less than to put the tags together each time. */
function tagsAround(open: string, close: string, empty: string): (content: string) => string {
  return (content) => (content === '' ? empty : open + content + close);
}

function codeText({ yesNo }: Extract<AnyLeaf, { kind: 'code' }>): (value: unknown) => string {
  return yesNo ? (value) => (value === true ? '1' : '0') : String;
}

/** Whether a value is in order, as `checkContent` judges it. */
function judgeOf(node: AnyLeaf): (value: unknown) => boolean {
  if (node.kind === 'text') {
    const { check } = node.type;
    return (value) => check(value) === undefined;
  }
  const { yesNo, list } = node;
  return (value) => (yesNo ? typeof value === 'boolean' : typeof value === 'string' && hasCode(list, value));
}

function groupWriter(node: AnyGroup, way: Way): Writer {
  const { path, optional, max } = node;
  const write = insideWriter(node, way);
  if (path === undefined) return optional ? (scope) => (hasContent(node, scope) ? write(scope) : '') : write;
  const missing = optional || max === 1 || !way.judges ? '' : undefined;
  return (scope) => {
    const scopes = groupScopes(node, scope);
    if (scopes.length === 0) return missing;
    if (scopes.length === 1) return write(scopes[0]);
    return way.judges && scopes.length > max ? undefined : writeAll(scopes, write);
  };
}

/** The element of a group, and all that is in it, for one of its scopes. */
function insideWriter(node: AnyGroup, way: Way): Writer {
  const children = node.children.map((child) => writerOf(child, way));
  const attributes = node.attributes.map((attribute) => attributeWriter(attribute, way));
  const name = tagOf(node, way.prefix);
  const around = tagsAround(`<${name}>`, `</${name}>`, `<${name}/>`);
  return (scope) => {
    if (way.judges && (scope === null || typeof scope !== 'object')) return undefined;
    const content = runAll(children, scope);
    if (content === undefined || node.name === '') return content;
    if (attributes.length === 0) return around(content);
    const written = runAll(attributes, scope);
    return written === undefined ? undefined : writeElement(name, written, content);
  };
}

function tagOf({ name, qualified }: AnyLeaf | AnyGroup, prefix: string): string {
  return qualified ? `${prefix}:${name}` : name;
}

function attributeWriter({ name, source, type, optional }: Attribute, { judges }: Way): Writer {
  if ('constant' in source) {
    const always = writeAttribute(name, source.constant);
    return () => always;
  }
  const valueIn = getter(source.path);
  const missing = optional || !judges ? '' : undefined;
  return (scope) => {
    const value = valueIn(scope);
    if (!isPresent(value)) return missing;
    return judges && type.check(value) ? undefined : writeAttribute(name, type.write(value));
  };
}

function choiceWriter(node: AnyChoice, way: Way): Writer {
  const writers = new Map(node.options.map((option) => [option, writerOf(option, way)]));
  const mayConflict = way.judges && new Set(sourcesOf(node)).size > 1;
  const missing = node.optional || !way.judges ? '' : undefined;
  return (scope) => {
    if (mayConflict && conflictingPaths(node, scope).length > 0) return undefined;
    const chosen = chosenOption(node, scope);
    return chosen ? writers.get(chosen)?.(scope) : missing;
  };
}

/** What all writers write of one scope. Not by `writeAll`: a function made for each element costs a tenth more. */
function runAll(writers: readonly Writer[], scope: unknown): string | undefined {
  let all = '';
  for (const write of writers) {
    const xml = write(scope);
    if (xml === undefined) return undefined;
    all += xml;
  }
  return all;
}

/** What one writer writes of all items. */
function writeAll<T>(items: readonly T[], write: (item: T) => string | undefined): string | undefined {
  let all = '';
  for (const item of items) {
    const xml = write(item);
    if (xml === undefined) return undefined;
    all += xml;
  }
  return all;
}

/** Finds the value at a path of a scope, as `valueAt` does; most paths have one step. */
function getter(path: string): (scope: unknown) => unknown {
  const steps = splitPath(path);
  const [name = ''] = steps;
  if (steps.length !== 1) return (scope) => valueAt(scope, steps);
  return (scope) =>
    scope !== null && typeof scope === 'object' && Object.hasOwn(scope, name)
      ? (scope as Readonly<Record<string, unknown>>)[name]
      : undefined;
}
