import type { Wording } from '../findings.ts';
import type { CodeList } from './code-list.ts';
import type { At, Item, ListPath, ObjectPath, Path } from './paths.ts';
import type { TextType } from './text-type.ts';

/**
 * The words in which a message is defined, once: a typed tree of elements, each with its name, cardinality, type or
 * code list, and the path in the data that it comes from. Builder, reader, checks, the way back from an XPath and the
 * field table all walk this one tree.
 *
 * `S` is the scope: the type of the data that an element's path starts from.
 */
export type Node<S> = TextNode<S> | CodeNode<S> | GroupNode<S> | ChoiceNode<S>;

interface Element<S> {
  readonly name: string;
  /** Whether the element carries the namespace of the message. XInneres parts, code values and heads do not. */
  readonly qualified: boolean;
  readonly optional: boolean;
  /** Highest number of occurrences; more than 1 makes the value a list. */
  readonly max: number;
  /** What the element means, for the field table. */
  readonly doc?: Wording;
  /** Its value says nothing about a person: an operator may read it. Everything else is masked in call logs. */
  readonly harmless?: true;
  /** Binds the node to its scope for the compiler; never set. */
  readonly scope?: (scope: S) => void;
}

/** Where a value comes from: a path in the scope, or always the same text. */
type Source = { readonly path: string } | { readonly constant: string };

export interface TextNode<S> extends Element<S> {
  readonly kind: 'text';
  readonly source: Source;
  readonly type: TextType;
}

export interface CodeNode<S> extends Element<S> {
  readonly kind: 'code';
  readonly source: Source;
  readonly list: CodeList;
  /** The data holds true and false, the message a code. */
  readonly yesNo: boolean;
}

export interface GroupNode<S> extends Element<S> {
  readonly kind: 'group';
  /** Where the scope of the children begins; absent: the scope stays. */
  readonly path?: string;
  readonly attributes: readonly Attribute[];
  readonly children: readonly Node<never>[];
}

/** Exactly one of the options. They are tried in order; a constant one comes last and takes what is left. */
export interface ChoiceNode<S> {
  readonly kind: 'choice';
  readonly optional: boolean;
  readonly options: readonly Node<never>[];
  readonly scope?: (scope: S) => void;
}

export interface Attribute {
  readonly name: string;
  readonly source: Source;
  readonly type: TextType;
  readonly optional: boolean;
  readonly harmless?: true;
}

interface Cardinality {
  readonly optional?: true;
  /** `true`: any number. */
  readonly many?: true | number;
  readonly doc?: Wording;
  readonly harmless?: true;
}

interface GroupOptions extends Cardinality {
  /** Their paths start where those of the children do. */
  readonly attributes?: readonly Attribute[];
}

/** The constructors of nodes for one scope: `const { text, group } = scope<Person>();` */
export function scope<S>() {
  return {
    text: (name: string, path: Path<S>, type: TextType, options: Cardinality = {}): TextNode<S> => ({
      kind: 'text',
      source: { path },
      type,
      ...element(name, options),
    }),
    constant: (name: string, text: string, type: TextType, options: Cardinality = {}): TextNode<S> => ({
      kind: 'text',
      source: { constant: text },
      type,
      ...element(name, { ...options, harmless: true }),
    }),
    code: (name: string, path: Path<S>, list: CodeList, options: Cardinality = {}): CodeNode<S> => ({
      kind: 'code',
      source: { path },
      list,
      yesNo: false,
      ...element(name, options),
    }),
    constantCode: (name: string, code: string, list: CodeList): CodeNode<S> => ({
      kind: 'code',
      source: { constant: code },
      list,
      yesNo: false,
      ...element(name, { harmless: true }),
    }),
    /** A code of 0 or 1 that stands in the data as false or true. */
    yesNo: (name: string, path: Path<S>, list: CodeList, options: Cardinality = {}): CodeNode<S> => ({
      kind: 'code',
      source: { path },
      list,
      yesNo: true,
      ...element(name, options),
    }),
    /** An element with children of the same scope; an optional one appears when any child has a value. */
    group: (name: string, children: readonly Node<S>[], options: Omit<GroupOptions, 'many'> = {}): GroupNode<S> => ({
      kind: 'group',
      attributes: options.attributes ?? [],
      children,
      ...element(name, options),
    }),
    /** An element whose children speak of the object at `path`. */
    inside: <P extends ObjectPath<S> & string>(
      name: string,
      path: P,
      children: readonly Node<At<S, P>>[],
      options: Omit<GroupOptions, 'many'> = {},
    ): GroupNode<S> => ({
      kind: 'group',
      path,
      attributes: options.attributes ?? [],
      children,
      ...element(name, options),
    }),
    /** One element for each item of the list at `path`. */
    each: <P extends ListPath<S> & string>(
      name: string,
      path: P,
      children: readonly Node<Item<At<S, P>>>[],
      options: GroupOptions = {},
    ): GroupNode<S> => ({
      kind: 'group',
      path,
      attributes: options.attributes ?? [],
      children,
      ...element(name, { many: true, ...options }),
    }),
    /** No element of its own: its children speak of the object at `path`. */
    within: <P extends ObjectPath<S> & string>(path: P, children: readonly Node<At<S, P>>[]): GroupNode<S> =>
      within(path, children),
    choice: (options: readonly Node<S>[], { optional = false } = {}): ChoiceNode<S> => ({
      kind: 'choice',
      optional,
      options,
    }),
    attribute: (
      name: string,
      path: Path<S>,
      type: TextType,
      options: { optional?: true; harmless?: true } = {},
    ): Attribute => ({
      name,
      source: { path },
      type,
      optional: options.optional ?? false,
      ...(options.harmless && { harmless: true }),
    }),
  };
}

/** Children whose scope begins at `path`, without an element of their own. The caller answers for the types. */
export function within<S>(path: string, children: readonly Node<never>[]): GroupNode<S> {
  return { kind: 'group', path, attributes: [], children, ...element('', {}) };
}

function element(
  name: string,
  { optional = false, many = 1, doc, harmless }: Omit<Cardinality, 'optional'> & { optional?: boolean },
) {
  return {
    name,
    qualified: true,
    optional,
    max: many === true ? Number.POSITIVE_INFINITY : many,
    ...(doc === undefined ? {} : { doc }),
    ...(harmless && { harmless }),
  };
}

/** The same nodes without the message's namespace, all the way down (XInneres types, heads of the new generation). */
export function unqualified<S>(nodes: readonly Node<S>[]): Node<S>[] {
  return nodes.map((node) => {
    switch (node.kind) {
      case 'choice':
        return { ...node, options: unqualified(node.options) };
      case 'group':
        return { ...node, qualified: false, children: unqualified(node.children) };
      default:
        return { ...node, qualified: false };
    }
  });
}

/** The same node without the message's namespace; what is below it stays as it is. */
export function bare<N extends Node<never>>(node: N): N {
  return { ...node, qualified: false };
}

/** A fixed attribute of the root element, such as `standard`. */
export function fixedAttribute(name: string, value: string, type: TextType): Attribute {
  return { name, source: { constant: value }, type, optional: false, harmless: true };
}
