import type { JsonSchema } from '../forms/json-schema.ts';
import type { FimGroup } from './fim-schema.ts';

/**
 * FIM rules are prose for people and scripts for form software; two conditions of the harmonised building blocks are
 * stated so plainly that they can be decided. Everything else is named and left to the office.
 */

/** The id as XDatenfelder 3 writes it: 11 digits. XDatenfelder 2 leaves out three zeros after the first two digits. */
export function longId(id: string): string {
  return /^[A-Z]\d{8}$/.test(id) ? `${id.slice(0, 3)}000${id.slice(3)}` : id;
}

/** R60000019: an address in Germany is either a street address (G60000086) or a post office box (G60000087). */
const eitherAddress = { rule: 'R60000000019', groups: ['G60000000086', 'G60000000087'] };

/** G60000083, a date of birth that may be partial: a day (F60000231) needs its month (F60000232). */
const partialDate = { group: 'G60000000083', day: 'F60000000231', month: 'F60000000232' };

export interface DecidedRules {
  /** Keywords to add to the schema of the group. */
  readonly schema: JsonSchema;
  /** Ids of the rules, in their long form, that the keywords stand for. */
  readonly ids: readonly string[];
}

export function decideRules(group: FimGroup): DecidedRules {
  const idOf = (wanted: string) => group.uses.find(({ element }) => longId(element.id) === wanted)?.element.id;
  const [street, box] = eitherAddress.groups.map(idOf);
  if (group.rules.some(({ id }) => longId(id) === eitherAddress.rule) && street !== undefined && box !== undefined) {
    return { schema: { oneOf: [{ required: [street] }, { required: [box] }] }, ids: [eitherAddress.rule] };
  }
  const day = idOf(partialDate.day);
  const month = idOf(partialDate.month);
  if (longId(group.id) === partialDate.group && day !== undefined && month !== undefined) {
    return { schema: { dependentRequired: { [day]: [month] } }, ids: [] };
  }
  return { schema: {}, ids: [] };
}
