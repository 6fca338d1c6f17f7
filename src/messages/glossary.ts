import type { Attribute, Node } from './definition.ts';

/**
 * What the elements of a standard mean, told once for all of its messages: by name, or by parent and name
 * (`leser/kennung`), which comes first; attributes with `@`. What a definition says itself (`doc`) goes before both.
 */
export type Glossary = Readonly<Record<string, readonly [de: string, en: string]>>;

/** The same nodes, each with its meaning where the glossary has one. */
export function explainNodes<S>(nodes: readonly Node<S>[], glossary: Glossary, parent = ''): Node<S>[] {
  return nodes.map((node): Node<S> => {
    if (node.kind === 'choice') return { ...node, options: explainNodes(node.options, glossary, parent) };
    const meaning = node.doc ?? lookUp(glossary, node.name, parent);
    const told = meaning === undefined ? {} : { doc: meaning };
    if (node.kind !== 'group') return { ...node, ...told };
    const name = node.name === '' ? parent : node.name;
    return {
      ...node,
      ...told,
      attributes: explainAttributes(node.attributes, glossary, name),
      children: explainNodes(node.children, glossary, name),
    };
  });
}

export function explainAttributes(attributes: readonly Attribute[], glossary: Glossary, parent = ''): Attribute[] {
  return attributes.map((attribute) => {
    const meaning = attribute.doc ?? lookUp(glossary, `@${attribute.name}`, parent);
    return meaning === undefined ? attribute : { ...attribute, doc: meaning };
  });
}

function lookUp(glossary: Glossary, name: string, parent: string): { de: string; en: string } | undefined {
  const entry = glossary[`${parent}/${name}`] ?? glossary[name];
  return entry && { de: entry[0], en: entry[1] };
}
