import { type AnyDefinition, allDefinitions } from '../domains/definitions.ts';
import { serviceActs } from '../domains/index.ts';
import type { Language } from '../findings.ts';
import { explainSchemaFault } from '../messages/explain-schema-fault.ts';
import { judgeRules } from '../messages/judge-rules.ts';
import { locate } from '../messages/locate.ts';
import type { RuleFault } from '../messages/message-rule.ts';
import { type MessageHead, readHead } from '../messages/read-head.ts';
import type { Schemas } from '../messages/schemas.ts';
import type { Schematron } from '../messages/schematron.ts';
import { type SchemaFault, type Verdict, validate } from '../messages/validate.ts';
import { readXml, type XmlElement } from '../messages/xml-read.ts';

/** What `message check` says about one document. */
export interface Judgement {
  readonly verdict: Verdict['kind'];
  readonly namespace?: string;
  readonly root?: string;
  /** Whether the official schema has judged, not one that is modelled here. */
  readonly official?: boolean;
  readonly head: MessageHead;
  readonly faults: readonly JudgedFault[];
  /** Rules above the schema that are broken; the verdict is the schema's alone. */
  readonly rules: readonly JudgedRule[];
  /** Of an unknown standard: those that are known; of an unknown message: those of its standard. */
  readonly known?: readonly string[];
}

export interface JudgedFault extends SchemaFault {
  readonly kind: string;
  readonly explanation: string;
  /** Where the element comes from in a message that is defined here, for example `data.address.postalCode`. */
  readonly origin?: string;
}

export interface JudgedRule extends Omit<RuleFault, 'text'> {
  readonly text: string;
}

const definitions = allDefinitions(serviceActs);

/** Judges any bytes and says what is wrong with them for people. Never throws, whatever the bytes. */
export async function judgeMessage(
  bytes: Uint8Array,
  schemas: Schemas,
  language: Language,
  schematron?: Schematron,
): Promise<Judgement> {
  const verdict = await validate(bytes, schemas);
  if (verdict.kind === 'unreadable') {
    return { verdict: verdict.kind, head: {}, faults: explainUnreadable(bytes, verdict.faults, language), rules: [] };
  }
  const { kind, namespace, root } = verdict;
  const definition = definitions.find((each) => each.standard.namespace === namespace && each.root.name === root);
  const faults = 'faults' in verdict ? verdict.faults : [];
  const document = readable(bytes);
  const valid = kind === 'valid' ? { schematron, definition } : undefined;
  const rules = document ? await judgeRules(bytes, document, valid) : [];
  return {
    verdict: kind,
    namespace,
    root,
    official: schemas.isOfficial(namespace),
    head: document ? readHead(document) : {},
    faults: faults.map((fault) => explainFault(fault, definition, language)),
    rules: rules.map(({ text, ...rule }) => ({ ...rule, text: text[language] })),
    ...(kind === 'unknown-standard' && { known: schemas.namespaces }),
    ...(kind === 'unknown-message' && { known: schemas.rootsOf(namespace) }),
  };
}

/** libxml2 has read it; the second parser may be stricter. */
function readable(bytes: Uint8Array): XmlElement | undefined {
  try {
    return readXml(bytes);
  } catch {
    return undefined;
  }
}

function explainFault(fault: SchemaFault, definition: AnyDefinition | undefined, language: Language): JudgedFault {
  const { kind, text, expected } = explainSchemaFault(fault, language);
  const origin = definition && originOf(definition, fault.xpath, kind, expected);
  return { ...fault, kind, explanation: text, ...(origin && { origin }) };
}

/** Of an element that is missing, its own origin and not that of the place where libxml2 noticed it. */
function originOf(definition: AnyDefinition, xpath: string, kind: string, expected: readonly string[]): string {
  const [missing] = expected;
  const parent = kind === 'missing-children' ? xpath : xpath.slice(0, xpath.lastIndexOf('/'));
  return locate(definition, missing === undefined ? xpath : `${parent}/${missing}`).join('.');
}

function explainUnreadable(bytes: Uint8Array, faults: readonly SchemaFault[], language: Language): JudgedFault[] {
  const hint = recognise(bytes, language);
  const said = faults.length > 0 ? faults : [{ line: 0, xpath: '', message: 'The document is empty.' }];
  if (hint !== undefined) return said.slice(0, 1).map((fault) => ({ ...fault, kind: 'no-xml', explanation: hint }));
  return said.map((fault) => explainFault(fault, undefined, language));
}

/** What people send by mistake. */
function recognise(bytes: Uint8Array, language: Language): string | undefined {
  const german = language === 'de';
  const starts = (...start: number[]) => start.every((byte, index) => bytes[index] === byte);
  if (bytes.length === 0) return german ? 'Das Dokument ist leer.' : 'The document is empty.';
  if (starts(0x1f, 0x8b)) {
    return german ? 'Das ist eine gzip-Datei; erst entpacken.' : 'This is a gzip file; unpack it first.';
  }
  if (starts(0x50, 0x4b, 3, 4)) {
    return german ? 'Das ist eine ZIP-Datei; erst entpacken.' : 'This is a ZIP file; unpack it first.';
  }
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff) || starts(0x3c, 0) || starts(0, 0x3c)) {
    return german
      ? 'Das Dokument ist in UTF-16; gelesen wird nur UTF-8.'
      : 'The document is UTF-16; only UTF-8 is read.';
  }
  return undefined;
}
