import type { XmlElement } from '../../messages/xml-read.ts';

/** Steps from an element to those within it, by local name. */

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** The text at the end of a way of names, white space in and around it made plain; undefined where there is none. */
export function textAt(element: XmlElement, ...names: readonly string[]): string | undefined {
  let current: XmlElement | undefined = element;
  for (const name of names) current = current && childOf(current, name);
  const text = current?.text.trim().replaceAll(/\s+/g, ' ');
  return text === '' ? undefined : text;
}
