import type { Rule } from '../../findings.ts';
import { describeProblem, type Problem, type ProblemInstance, type ProblemName } from '../../fit-connect/index.ts';
import type { PointedFinding } from '../../intake/profile.ts';

/** Rules that speak of our configuration and not of the submission: nobody is refused for them, a person is told. */
const ourFault: ReadonlySet<Rule> = new Set([
  'act-unknown',
  'form-version-unknown',
  'not-live',
  'profile-not-allowed',
  'profile-unknown',
  'service-ambiguous',
  'service-not-deliverable',
  'service-not-in-profile',
  'service-unknown',
]);

/** Where people apply elsewhere, or nobody is responsible: the service is not offered. */
const notOffered: ReadonlySet<Rule> = new Set([
  'efa',
  'information',
  'link-out',
  'no-route',
  'region-not-municipal',
  'region-unknown',
  'service-closed',
]);

/** The rule that keeps the submission though nothing is wrong with it. */
export function findOurFault(findings: readonly PointedFinding[]): Rule | undefined {
  return findings.map(({ finding }) => finding.rule).find((rule) => ourFault.has(rule));
}

/** Findings of the intake in the words of a reject event: each once, without any value. */
export function problemsOf(findings: readonly PointedFinding[]): [Problem, ...Problem[]] {
  const named = findings.map(nameProblem).map(([name, instance]) => describeProblem(name, instance));
  const unique = new Map(named.map((problem) => [`${problem.type} ${problem.instance}`, problem]));
  const [first = describeProblem('technical-error', 'submission'), ...rest] = unique.values();
  return [first, ...rest];
}

function nameProblem({ pointer, finding: { rule } }: PointedFinding): [ProblemName, ProblemInstance] {
  if (notOffered.has(rule)) return ['unsupported-service', 'metadata'];
  if (pointer.startsWith('/attachments')) return ['attachments-mismatch', 'submission'];
  if (pointer.startsWith('/payment')) return ['schema-violation', 'metadata'];
  return ['schema-violation', 'data'];
}
