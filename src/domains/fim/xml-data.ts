import { valueAt } from '../../messages/paths.ts';
import { readXml, type XmlElement } from '../../messages/xml-read.ts';
import { longId } from './fim-rules.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * Reads an XML data set as the JSON that the schema of the data describes: members by local name, for FIM by the id in
 * it; lists where the schema has lists; numbers and truth values where it has those. What fits nowhere stays text under
 * its own name, and the check of the data says so. Namespace and name of the root mean nothing here: the rules that FIM
 * makes them by are not public, and the schema that the metadata name was compared before (modelled).
 *
 * @throws ZustellwerkError XML_REFUSED or XML_MALFORMED
 */
export function readXmlData(bytes: Uint8Array, schema: Schema): Record<string, unknown> {
  return readMembers(readXml(bytes), schema, schema);
}

function readMembers({ children }: XmlElement, schema: Schema, root: Schema): Record<string, unknown> {
  const members = new Map<string, unknown>();
  for (const child of children) {
    const [name, found] = findMember(schema, child.name, root);
    const isList = found.type === 'array';
    const value = readValue(child, isList ? follow(found.items, root) : found, root);
    const earlier = members.get(name);
    if (isList) members.set(name, [...(Array.isArray(earlier) ? earlier : []), value]);
    // A second one where one may be: both, so that the check of the data refuses the list.
    else members.set(name, earlier === undefined ? value : [earlier, value].flat());
  }
  return Object.fromEntries(members);
}

function readValue(element: XmlElement, schema: Schema, root: Schema): unknown {
  if (element.children.length > 0 || schema.type === 'object') return readMembers(element, schema, root);
  const text = element.text.trim();
  if (schema.type === 'boolean') return ['true', '1'].includes(text) || (['false', '0'].includes(text) ? false : text);
  const isNumber = (schema.type === 'number' || schema.type === 'integer') && /^[+-]?\d+(\.\d+)?$/.test(text);
  return isNumber ? Number(text) : text;
}

/** By name; else by the last FIM id in the name, in the long form of XDatenfelder 3 or the short one of 2. */
function findMember(schema: Schema, name: string, root: Schema): [string, Schema] {
  const properties = Object.entries(asSchema(schema.properties));
  const exact = properties.find(([key]) => key === name);
  const id = name.match(/[FG]\d{8}(?:\d{3})?(?!\d)/g)?.at(-1);
  const byId = id === undefined ? undefined : properties.find(([key]) => longId(key) === longId(id));
  const found = exact ?? byId;
  return found ? [found[0], follow(found[1], root)] : [name, {}];
}

/** The schema itself, or what it refers to in the same document. */
function follow(value: unknown, root: Schema): Schema {
  const schema = asSchema(value);
  if (typeof schema.$ref !== 'string' || !schema.$ref.startsWith('#/')) return schema;
  return asSchema(valueAt(root, schema.$ref.slice(2).split('/')));
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}
