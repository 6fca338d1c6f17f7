import type { DataPath, Finding, Wording } from '../findings.ts';
import { finding } from '../findings.ts';

/**
 * A rule above the schema: what a message must also be, and XSD 1.0 cannot say (counts, conditional dates, one value
 * that repeats another). The standards state such rules in their text or in Schematron.
 */
export interface MessageRule<Content> {
  /** Stable, for example `xmeld-1700-leser-ags`: `standard-message-what`. */
  readonly id: string;
  /** An `error` refuses the message, a `warning` is only told. */
  readonly severity: 'error' | 'warning';
  /** What must hold, as a sentence without values. */
  readonly text: { readonly de: string; readonly en: string };
  /** Where the rule comes from: standard and section, law, or "modelled". */
  readonly source: Wording;
  /**
   * The paths in the content that break the rule; none when it holds. Pure. May meet content that is not sound, and
   * may then throw: what is wrong with it is told by the other checks.
   */
  breaches(content: Content): DataPath[];
  /** Values that break the rule, and not the schema, when they are put into any content that keeps both. */
  readonly example?: RuleExample;
  /** The content paths that the rule speaks of, without numbers (`data.persons.role`), where no example can show them. */
  readonly fields?: readonly string[];
}

/** `value: undefined` takes away what stands there. */
export type RuleExample = readonly { readonly at: DataPath; readonly value: unknown }[];

/** A broken rule of any kind, by its place in the XML. */
export interface RuleFault {
  readonly id: string;
  readonly severity: 'error' | 'warning';
  readonly text: { readonly de: string; readonly en: string };
  readonly xpath: string;
}

/** A rule that was broken, and where. */
export interface RuleBreach {
  readonly severity: 'error' | 'warning';
  readonly finding: Finding;
}

/**
 * What the rules of a message say of its content.
 *
 * @param sound whether all other checks found nothing. A rule that cannot make sense of content that is not sound is
 * passed over.
 */
export function checkRules<Content>(
  { rules }: { readonly rules: readonly MessageRule<Content>[] },
  content: Content,
  sound: boolean,
): RuleBreach[] {
  return rules.flatMap((rule) =>
    breachesOf(rule, content, sound).map((path) => ({
      severity: rule.severity,
      finding: finding(path, 'message-rule', { id: rule.id, expected: rule.text }),
    })),
  );
}

function breachesOf<Content>(rule: MessageRule<Content>, content: Content, sound: boolean): DataPath[] {
  try {
    return rule.breaches(content);
  } catch (cause) {
    if (sound) throw cause;
    return [];
  }
}
