import { shiftDay } from '../messages/dates.ts';
import type { Standard } from '../messages/message.ts';
import type { BuildableMessage, ServiceAct } from './service.ts';

/** How long before and after its days a version may be used, by agreement of a network or a destination. */
export interface VersionRules {
  /** Days for which a version stays usable after its last day. */
  readonly overlapDays: number;
  /** Days for which a version is usable before its first day. */
  readonly earlyDays: number;
}

type Validity = 'usable' | 'not-yet' | 'ended';

/** Whether a version may be used on a day (`YYYY-MM-DD`, Berlin). */
export function validityOn({ validFrom, validUntil }: Standard, day: string, rules: VersionRules): Validity {
  if (validFrom !== undefined && day < validFrom && day < shiftDay(validFrom, -rules.earlyDays)) return 'not-yet';
  if (validUntil !== undefined && day > validUntil && day > shiftDay(validUntil, rules.overlapDays)) return 'ended';
  return 'usable';
}

/** The message for an act, and from which it was chosen. */
export interface VersionChoice {
  readonly message: BuildableMessage;
  /** Ids of the messages that both the act and the destination know, whatever their days. */
  readonly common: readonly string[];
  /** Why this one, for people, in English. */
  readonly why: string;
}

/**
 * The newest message that the act can be sent as, that the destination takes, and that may be used on `day`. Where an
 * act can be sent in several standards, the one that it prefers wins before the newest version.
 */
export function chooseMessage(
  act: ServiceAct,
  taken: readonly string[],
  day: string,
  rules: VersionRules,
): VersionChoice | undefined {
  const common = commonMessages(act, taken);
  const usable = common.filter(({ definition }) => validityOn(definition.standard, day, rules) === 'usable');
  const preferred = usable[0]?.definition.standard.id;
  const [message] = usable.filter(({ definition }) => definition.standard.id === preferred).sort(newestFirst);
  return message && { message, common: common.map(idOf), why: tellWhy(message, common, day, rules) };
}

/** The messages of an act that a destination takes. */
export function commonMessages({ messages }: ServiceAct, taken: readonly string[]): BuildableMessage[] {
  return messages.filter((message) => taken.includes(idOf(message)));
}

/** When a version may be used, for people: `valid from 2026-11-01`. */
export function tellValidity({ validFrom, validUntil }: Standard): string {
  if (validFrom === undefined && validUntil === undefined) return 'always valid';
  return `valid${validFrom === undefined ? '' : ` from ${validFrom}`}${validUntil === undefined ? '' : ` until ${validUntil}`}`;
}

function idOf({ definition }: BuildableMessage): string {
  return definition.id;
}

/** By the day of their coming into force; versions of the same day, or without one, by their number. */
function newestFirst(
  { definition: { standard: a } }: BuildableMessage,
  { definition: { standard: b } }: BuildableMessage,
) {
  const byDay = (b.validFrom ?? '').localeCompare(a.validFrom ?? '');
  return byDay === 0 ? b.version.localeCompare(a.version, 'en', { numeric: true }) : byDay;
}

function tellWhy(chosen: BuildableMessage, common: readonly BuildableMessage[], day: string, rules: VersionRules) {
  const others = common.filter((message) => message !== chosen);
  if (others.length === 0) return `The only message that both know; ${tellValidity(chosen.definition.standard)}.`;
  const reasons = others.map((other) => `${idOf(other)} ${tellAgainst(other, chosen, day, rules)}`);
  return `The newest that both know and that may be used on ${day}; ${reasons.join(', ')}.`;
}

function tellAgainst(
  { definition: { standard } }: BuildableMessage,
  chosen: BuildableMessage,
  day: string,
  rules: VersionRules,
) {
  const validity = validityOn(standard, day, rules);
  if (validity === 'not-yet') return `is not valid before ${standard.validFrom}`;
  if (validity === 'ended') return `ended on ${standard.validUntil}`;
  return standard.id === chosen.definition.standard.id ? 'is older' : 'is less preferred';
}
