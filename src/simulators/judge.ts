import { allDefinitions } from '../domains/definitions.ts';
import { serviceActs } from '../domains/index.ts';
import type { ReceiptFinding } from '../domains/quittung/quittung.ts';
import { judgeRules } from '../messages/judge-rules.ts';
import type { Schemas } from '../messages/schemas.ts';
import { type Verdict, validate } from '../messages/validate.ts';
import { readXml, type XmlElement } from '../messages/xml-read.ts';

/** What a simulated procedure makes of a message. Without a UUID there is nothing that a receipt could speak of. */
export type Judgement =
  | { readonly kind: 'valid'; readonly uuid: string; readonly root: string }
  | { readonly kind: 'invalid'; readonly uuid: string; readonly findings: readonly ReceiptFinding[] }
  | { readonly kind: 'unreadable' };

const definitions = allDefinitions(serviceActs);

/** Judges a message by its schema and by the rules above it, as a procedure does that trusts nobody. Never throws for any bytes. */
export async function judge(xml: Uint8Array, schemas: Schemas): Promise<Judgement> {
  const verdict = await validate(xml, schemas);
  const uuid = verdict.kind === 'unreadable' ? undefined : uuidIn(xml);
  if (uuid === undefined) return { kind: 'unreadable' };
  if (verdict.kind !== 'valid') return { kind: 'invalid', uuid, findings: findingsOf(verdict) };
  const findings = await brokenRules(xml, verdict);
  return findings.length > 0 ? { kind: 'invalid', uuid, findings } : { kind: 'valid', uuid, root: verdict.root };
}

async function brokenRules(xml: Uint8Array, { namespace, root }: { namespace: string; root: string }) {
  const definition = definitions.find((each) => each.standard.namespace === namespace && each.root.name === root);
  const faults = await judgeRules(xml, readXml(xml), { definition, schematron: undefined });
  return faults
    .filter(({ severity }) => severity === 'error')
    .slice(0, mostFindings)
    .map(({ id, text, xpath }): ReceiptFinding => ({ id, text: text.de, xpath }));
}

function uuidIn(xml: Uint8Array): string | undefined {
  try {
    const text = find(readXml(xml), 'nachrichtenUUID')?.text.trim() ?? '';
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

function find(element: XmlElement, name: string): XmlElement | undefined {
  if (element.name === name) return element;
  for (const child of element.children) {
    const found = find(child, name);
    if (found) return found;
  }
  return undefined;
}

const mostFindings = 100;

/** The validator's own words may quote the message, so the receipt says only where. */
function findingsOf(verdict: Verdict): ReceiptFinding[] {
  if (verdict.kind !== 'invalid') {
    return [{ id: verdict.kind, text: 'Dieses Fachverfahren nimmt solche Nachrichten nicht an.' }];
  }
  return verdict.faults.slice(0, mostFindings).map(({ xpath }) => ({
    id: 'xsd',
    text: 'Das Schema lässt diese Stelle so nicht zu.',
    ...(xpath !== '' && { xpath }),
  }));
}
