import { readXml, type XmlElement } from '../messages/xml-read.ts';
import type { Field } from './contract.ts';

/** The fields with an example each, taken from the samples: from the first that has the element. */
export function withExamples(fields: readonly Field[], samples: readonly Uint8Array[]): Field[] {
  const found = new Map<string, string>();
  for (const sample of samples) collect(readXml(sample), [], found);
  return fields.map((field) => {
    const example = found.get(field.element.replaceAll('[]', ''));
    return field.type === 'group' || example === undefined ? field : { ...field, example };
  });
}

const longest = 60;

function collect(element: XmlElement, path: readonly string[], found: Map<string, string>): void {
  for (const [name, value] of element.attributes) note([...path, `@${name}`], value, found);
  const code = element.children.length === 1 && element.children[0]?.name === 'code' ? element.children[0] : undefined;
  const text = (code ?? element).text.trim();
  if (path.length > 0 && text !== '') note(path, text, found);
  for (const child of element.children) collect(child, [...path, child.name], found);
}

function note(path: readonly string[], text: string, found: Map<string, string>): void {
  const place = path.join('/');
  if (!found.has(place)) found.set(place, text.length > longest ? `${text.slice(0, longest)}…` : text);
}
