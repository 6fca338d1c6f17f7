import type { BuildableMessage } from '../domains/service.ts';
import { ZustellwerkError } from '../errors.ts';
import { type Finding, finding } from '../findings.ts';
import { explainWithoutValues } from '../messages/explain-schema-fault.ts';
import { judgeRules } from '../messages/judge-rules.ts';
import { locate } from '../messages/locate.ts';
import type { RuleFault } from '../messages/message-rule.ts';
import { type MessageHead, readHead } from '../messages/read-head.ts';
import { type SchemaFault, validate } from '../messages/validate.ts';
import { readXml, type XmlElement } from '../messages/xml-read.ts';
import type { Plan } from './plan.ts';
import type { Profile } from './profile-table.ts';

/** The dialect of a portal that sends the message itself: there is nothing to map. */
export const finishedMessage: Profile = {
  id: 'xoev',
  title: { de: 'Fertige XÖV-Nachricht', en: 'Finished XÖV message' },
  services: {},
};

/** A message that somebody else built, and what its own content says. */
export interface JudgedMessage {
  readonly message: BuildableMessage;
  readonly head: MessageHead & { readonly uuid: string };
  /** The XPath of an element of the head. */
  readonly inHead: (name: string) => string;
  /** Rules above the schema that are broken and do not refuse. */
  readonly warnings: readonly Finding[];
}

/** Why it is not taken; the UUID is there if it can be read all the same. */
export interface MisjudgedMessage {
  readonly findings: readonly Finding[];
  readonly uuid?: string;
}

/**
 * Judges a message by its whole schema, the rules of its standard and those of its definition. Findings name the place in
 * the XML, and the field of the message's definition where it has one; none quotes a value.
 */
export async function judgeFinished(bytes: Uint8Array, plan: Plan): Promise<JudgedMessage | MisjudgedMessage> {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { findings: [notRead(byteOrderMark)] };
  if ([bytes[0], bytes[1]].some((byte) => byte === 0xfe || byte === 0xff || byte === 0)) {
    return { findings: [notRead(utf16)] };
  }
  const verdict = await validate(bytes, plan.schemas);
  if (verdict.kind === 'unreadable') return { findings: verdict.faults.map(tellUnread) };
  const document = readAll(bytes);
  if (!document) return { findings: [notRead(strange)] };
  const head = readHead(document);
  const { uuid } = head;
  const known = { ...(uuid !== undefined && { uuid }) };
  const messages = plan.acts.flatMap((act) => act.messages);
  const message = messages.find(
    ({ definition: { standard, root } }) => standard.namespace === verdict.namespace && root.name === verdict.root,
  );
  if (!message) {
    const names = [...new Set(messages.map(({ definition }) => definition.id))];
    return { ...known, findings: [finding([], 'message-unknown', { detail: nameOf(document), names })] };
  }
  if (verdict.kind === 'invalid') {
    return { ...known, findings: verdict.faults.map((fault) => tellFault(fault, message)) };
  }
  const { definition } = message;
  const broken = await judgeRules(bytes, document, { schematron: plan.schematron, definition });
  const tell = (fault: RuleFault) => tellRule(fault, message);
  const errors = broken.filter(({ severity }) => severity === 'error').map(tell);
  const warnings = broken.filter(({ severity }) => severity === 'warning').map(tell);
  if (errors.length > 0 || uuid === undefined) return { ...known, findings: errors };
  return { message, head: { ...head, uuid }, inHead: (name) => xpathInHead(document, name), warnings };
}

/** libxml2 has read it; the second parser is stricter, and refuses names like `__proto__`. */
function readAll(bytes: Uint8Array): XmlElement | undefined {
  try {
    return readXml(bytes);
  } catch (error) {
    if (error instanceof ZustellwerkError) return undefined;
    throw error;
  }
}

const strange = {
  de: 'Es hat Namen oder Verweise, die in keiner XÖV-Nachricht vorkommen.',
  en: 'It has names or references that no XÖV message has.',
};

const byteOrderMark = {
  de: 'Das Dokument beginnt mit einer Bytereihenfolge-Marke (BOM); bitte ohne sie senden.',
  en: 'The document begins with a byte order mark (BOM); send it without.',
};

const utf16 = {
  de: 'Das Dokument ist nicht in UTF-8; XÖV-Nachrichten werden in UTF-8 übermittelt.',
  en: 'The document is not UTF-8; XÖV messages are transmitted in UTF-8.',
};

function notRead(expected: { readonly de: string; readonly en: string }, line?: number): Finding {
  return finding([], 'xml-not-read', { expected, ...(line ? { line } : {}) });
}

function tellUnread(fault: SchemaFault): Finding {
  return notRead(explainTwice(fault), fault.line);
}

function tellFault(fault: SchemaFault, { definition }: BuildableMessage): Finding {
  const { xpath, line } = fault;
  return finding(locate(definition, xpath), 'xml-schema', { expected: explainTwice(fault), xpath, line });
}

function explainTwice(fault: SchemaFault) {
  return { de: explainWithoutValues(fault, 'de').text, en: explainWithoutValues(fault, 'en').text };
}

function tellRule({ id, text, xpath }: RuleFault, { definition }: BuildableMessage): Finding {
  return finding(locate(definition, xpath), 'message-rule', { id, expected: text, xpath });
}

function nameOf({ name, namespace }: XmlElement): string {
  return `{${namespace}}${name}`.slice(0, 200);
}

/** `name` is that of a party; the element that names it stands in it. */
function xpathInHead(document: XmlElement, name: string): string {
  const head = document.children.find(({ name: each }) => each.startsWith('nachrichtenkopf'));
  const party = head?.children.find((each) => each.name === name);
  return [document, head, party].map((each) => (each ? `/${each.tag}` : '')).join('');
}
