import { z } from 'zod';
import { type SubmissionMember, submissionMemberNames, submissionMembers } from '../domains/antrag/submission-data.ts';
import type { BuildableMessage, ServiceAct } from '../domains/service.ts';
import { findingsOf } from '../domains/zod-findings.ts';
import { type Finding, finding } from '../findings.ts';
import { leaveOutBlanks } from './blanks.ts';

/** What a body says around its data: who applies, how they are known, what was paid. */
export interface ReadMembers {
  /** The body with those members that have the right shape, blanks left out; without the others. */
  readonly body: unknown;
  readonly given: readonly SubmissionMember[];
  /** What is wrong with the shape of the others. The rest of the body can be checked all the same. */
  readonly findings: readonly Finding[];
}

/** Reads the members. Form software sends `null` and empty texts for what nobody filled in, as in the data. */
export function readMembers(body: unknown): ReadMembers {
  if (!isObject(body)) return { body, given: [], findings: [] };
  const rest: Record<string, unknown> = { ...body };
  const given: SubmissionMember[] = [];
  const findings: Finding[] = [];
  for (const name of submissionMemberNames) {
    const value = Object.hasOwn(body, name) ? leaveOutBlanks(body[name]).value : undefined;
    delete rest[name];
    if (value === undefined) continue;
    given.push(name);
    const schema = submissionMembers[name];
    const parsed = schema.safeParse(value);
    if (parsed.success) rest[name] = parsed.data;
    else findings.push(...within(name, findingsOf(parsed.error.issues, value, z.toJSONSchema(schema))));
  }
  return { body: rest, given, findings };
}

/** Checked and recorded for every service, whether or not its message has a place for them. */
const recordedMembers: readonly SubmissionMember[] = ['authentication', 'payment'];

/** Whether the message carries what is given, and whether somebody applies where somebody must. */
export function checkMembers(
  { given, findings }: ReadMembers,
  act: ServiceAct,
  { carries = [] }: BuildableMessage,
): Finding[] {
  const kept = [...carries, ...recordedMembers];
  const homeless = given.filter((name) => !kept.includes(name)).map((name) => finding([name], 'not-supported'));
  const ofCarried = findings.filter(({ path }) => kept.some((name) => name === path[0]));
  const needed = act.applicant === 'required' || (carries.includes('applicant') && given.includes('representative'));
  if (!needed || given.includes('applicant')) return [...homeless, ...ofCarried];
  const expected = { de: 'person oder organisation', en: 'person or organisation' };
  return [...homeless, ...ofCarried, finding(['applicant'], 'required', { expected })];
}

function within(name: SubmissionMember, findings: readonly Finding[]): Finding[] {
  return findings.map((one) => ({ ...one, path: [name, ...one.path] }));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
