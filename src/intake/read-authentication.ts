import { highestOf, reaches, readLevel } from '../catalogue/trust.ts';
import { trustLevels } from '../config/service-settings-schema.ts';
import { type Finding, finding } from '../findings.ts';
import type { Envelope } from './envelope.ts';
import type { Plan } from './plan.ts';

/**
 * The envelope with the account's word for the level as one of ours, and what is wrong with it. Pure.
 */
export function readAuthentication(
  envelope: Envelope,
  { config }: Pick<Plan, 'config'>,
): { readonly envelope: Envelope; readonly findings: Finding[] } {
  const { authentication } = envelope;
  if (authentication?.level === undefined) return { envelope, findings: [] };
  const { level: word, ...rest } = authentication;
  const level = readLevel(word, config.trust);
  if (level === undefined) {
    const wrong = finding(['authentication', 'level'], 'choice', { names: trustLevels });
    return { envelope: { ...envelope, authentication: rest }, findings: [wrong] };
  }
  const highest = highestOf(rest.method);
  const tooHigh = highest !== undefined && !reaches(highest, level);
  return {
    envelope: { ...envelope, authentication: { ...rest, level } },
    findings: tooHigh ? [finding(['authentication', 'level'], 'conflict', { names: [level, rest.method] })] : [],
  };
}
