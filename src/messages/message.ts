import type { Wording } from '../findings.ts';
import { type Attribute, type GroupNode, type Node, scope } from './definition.ts';
import { explainAttributes, explainNodes, type Glossary } from './glossary.ts';
import { headGlossary } from './head-glossary.ts';
import type { MessageRule } from './message-rule.ts';

/** One version of one standard: what all its messages share. */
export interface Standard {
  /** Id of ours, as in message ids and in the folder `schemas/ID/VERSION`. */
  readonly id: string;
  /** The value of the attribute `standard`. */
  readonly name: string;
  readonly version: string;
  readonly namespace: string;
  /** Namespace prefix that we write; readers must take any. */
  readonly prefix: string;
  /** Where this definition of the standard comes from, said in every generated document. */
  readonly provenance: Wording;
  /** First day on which the version may be used, `YYYY-MM-DD` in Berlin; absent: always. */
  readonly validFrom?: string;
  /** Last day of the version, without the overlap that a network may grant; absent: no end is known. */
  readonly validUntil?: string;
}

/** One message, defined once. `Content` is what it is built from and what it is read back into. */
export interface MessageDefinition<Content> {
  /** `standard/version/type`, for example `xmeld/26.11/1700`. */
  readonly id: string;
  readonly standard: Standard;
  /** Message number or name within the standard. */
  readonly type: string;
  readonly title: { readonly de: string; readonly en: string };
  /** Law that the message serves. */
  readonly legalBasis: Wording;
  readonly root: GroupNode<Content>;
  /** What must hold above the schema. */
  readonly rules: readonly MessageRule<Content>[];
  /** Types of the messages of the same standard that it answers. Absent: it is no answer. */
  readonly answers?: readonly string[];
}

interface MessageParts<Content> {
  readonly standard: Standard;
  readonly type: string;
  readonly rootName: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly legalBasis: Wording;
  /** What the elements of the standard mean; those of its head are known. */
  readonly glossary?: Glossary;
  readonly attributes: readonly Attribute[];
  readonly children: readonly Node<Content>[];
  readonly rules?: readonly MessageRule<Content>[];
  readonly answers?: readonly string[];
}

/** Puts the parts of a definition together. */
export function defineMessage<Content>(parts: MessageParts<Content>): MessageDefinition<Content> {
  const { standard, type, rootName, title, legalBasis, attributes, children, rules = [], answers } = parts;
  const glossary = { ...headGlossary, ...parts.glossary };
  const root = {
    ...scope<Content>().group(rootName, explainNodes(children, glossary, rootName)),
    attributes: explainAttributes(attributes, glossary),
  };
  const id = `${standard.id}/${standard.version}/${type}`;
  return { id, standard, type, title, legalBasis, root, rules, ...(answers && { answers }) };
}
