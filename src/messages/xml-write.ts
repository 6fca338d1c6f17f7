/** Well-formed XML (1.0, fifth edition) as text, without white space between elements: a vendor's parser reads it, and it means nothing. */

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** An element. `attributes` are written with `writeAttribute`, `content` with this function or `escapeText`. */
export function writeElement(name: string, attributes: string, content: string): string {
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}

export function writeAttribute(name: string, value: string): string {
  return ` ${name}="${escapeAttribute(value)}"`;
}

/** Character data (section 2.4). A reader would make a line feed of a carriage return (section 2.11). */
export function escapeText(text: string): string {
  return /[&<>\r]/.test(text) ? text.replaceAll(/[&<>\r]/g, toReference) : text;
}

/** An attribute value (section 2.3). A reader would make a blank of each kind of white space (section 3.3.3). */
function escapeAttribute(text: string): string {
  return /[&<>"\t\n\r]/.test(text) ? text.replaceAll(/[&<>"\t\n\r]/g, toReference) : text;
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function toReference(character: string): string {
  return references[character] ?? `&#${character.charCodeAt(0)};`;
}
