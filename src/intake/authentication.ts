import { isEnforced, methodsFor, reaches, type TrustLevel } from '../catalogue/trust.ts';
import { trustLevels } from '../config/service-settings-schema.ts';
import { type Finding, finding } from '../findings.ts';
import type { Envelope } from './envelope.ts';
import type { Plan, Portal } from './plan.ts';
import type { Resolved } from './resolve.ts';

/** What is recorded, in clear, of how an applicant is known. No personal data. */
export interface Trusted {
  /** null: nobody said. */
  readonly level: TrustLevel | null;
  readonly method: string;
  /** What the service asks for; null: not known. */
  readonly required: TrustLevel | null;
  /** Whose word it is. */
  readonly by: 'portal' | 'issuer';
}

/** What came of checking who vouches for the applicant. */
export interface Vouched {
  /** With what the issuer says in place of the portal's word. */
  readonly envelope: Envelope;
  readonly by: Trusted['by'];
  /** Of the assertion; it can be used for one submission. */
  readonly assertion?: Buffer;
  readonly findings: readonly Finding[];
}

/**
 * Checks the signed assertion where one is needed. What was `checked` before, by an online service or when the submission
 * was accepted, is believed.
 *
 * @returns undefined when the keys of the issuer cannot be had.
 */
export async function vouch(
  { envelope, service, relation }: Pick<Resolved, 'envelope' | 'service' | 'relation'>,
  portal: Portal,
  { assertions }: Plan,
  now: Date,
  checked: boolean,
): Promise<Vouched | undefined> {
  const issuer = assertions.issuerFor(portal.id, service.id);
  const { authentication } = envelope;
  const token = authentication?.assertion;
  // What follows a submission comes from the portal that made the first one.
  if (!issuer || relation || (checked && token === undefined)) return { envelope, by: 'portal', findings: [] };
  const path = ['authentication', 'assertion'];
  if (authentication === undefined || token === undefined) {
    return { envelope, by: 'portal', findings: [finding(path, 'required', { expected: `JWT, ${issuer.issuer}` })] };
  }
  const verified = checked ? assertions.recall(token, issuer) : await assertions.verify(token, issuer, now);
  switch (verified.kind) {
    case 'unavailable':
      return undefined;
    case 'refused':
      return { envelope, by: 'portal', findings: [finding(path, 'assertion', { expected: verified.reason })] };
    case 'asserted': {
      const { level, method = authentication.method, id } = verified.asserted;
      const asserted = { ...authentication, level, method };
      return { envelope: { ...envelope, authentication: asserted }, by: 'issuer', assertion: id, findings: [] };
    }
  }
}

/** How an applicant is known, what the service asks for, and whether that is enough. */
export interface TrustJudgement {
  readonly trusted: Trusted;
  /** At most one. */
  readonly findings: readonly Finding[];
  /** Of a level that nothing but an assumption speaks for: told, and nobody is refused. */
  readonly warnings: readonly Finding[];
}

/** Who says nothing of how the applicant is known has proved nothing: that is enough where `normal` is asked for. Pure. */
export function judgeTrust(
  { envelope, service, act, relation }: Pick<Resolved, 'envelope' | 'service' | 'act' | 'relation'>,
  data: unknown,
  by: Trusted['by'],
): TrustJudgement {
  const { authentication } = envelope;
  const said = trustLevels.find((each) => each === authentication?.level) ?? null;
  const level = said ?? 'normal';
  const isAsked = relation === undefined && (act.asksForTrust?.(data) ?? true);
  const required = isAsked ? service.trustLevel : null;
  const trusted = { level: said, method: authentication?.method ?? 'none', required, by };
  if (required === null || reaches(level, required)) return { trusted, findings: [], warnings: [] };
  const path = authentication === undefined ? ['authentication'] : ['authentication', 'level'];
  const low = finding(path, 'trust-level', { expected: required, detail: level, names: methodsFor(required) });
  return isEnforced(service) ? { trusted, findings: [low], warnings: [] } : { trusted, findings: [], warnings: [low] };
}
