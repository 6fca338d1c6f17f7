import { type Fixture, leadsElsewhere } from './fixtures.ts';
import type { Fate } from './follow.ts';
import type { ReceivedMessage } from './start-procedure.ts';

/**
 * What differs between what a fixture expects and what became of it; nothing: all as expected.
 *
 * @param received what came to the procedures, as they themselves recorded it.
 */
export function compare(fixture: Fixture, fate: Fate, received: readonly ReceivedMessage[]): string[] {
  const { expect } = fixture;
  if (expect.status === 202) {
    return fate.kind === 'refused'
      ? [`was refused with ${fate.status}: ${problemsOf(fate).join(', ') || fate.problem.title}`]
      : compareDelivery(expect.destination, fate, received);
  }
  if (fate.kind === 'accepted') return [`was accepted (${fate.submission.id}) and should have been refused`];
  if (fate.status !== expect.status) return [`was answered with ${fate.status} (${fate.problem.title})`];
  return [
    ...compareProblems(
      expect.errors.map(({ pointer, rule }) => `${pointer} ${rule}`),
      problemsOf(fate),
    ),
    ...(leadsElsewhere(fixture) && fate.problem.link?.url === undefined ? ['was not told where to go instead'] : []),
  ];
}

function compareDelivery(
  destination: string,
  { submission }: Extract<Fate, { kind: 'accepted' }>,
  received: readonly ReceivedMessage[],
): string[] {
  const { uuid } = submission.message;
  const copies = received.filter((message) => message.uuid === uuid);
  return [
    // An office that has answered already has it, too.
    ...(['delivered', 'completed'].includes(submission.state) ? [] : [`is ${submission.state}, not delivered`]),
    ...(submission.destination === destination ? [] : [`went to ${submission.destination}, not to ${destination}`]),
    ...(copies.length > 0 ? [] : [`no procedure got its message ${uuid}`]),
    ...(copies.every(({ sha256 }) => sha256 === copies[0]?.sha256) ? [] : [`other bytes came under the UUID ${uuid}`]),
  ];
}

function problemsOf({ problem }: Extract<Fate, { kind: 'refused' }>): string[] {
  return (problem.errors ?? []).map(({ pointer, rule }) => `${pointer} ${rule}`);
}

function compareProblems(expected: readonly string[], told: readonly string[]): string[] {
  return [
    ...[...new Set(expected)].filter((problem) => !told.includes(problem)).map((problem) => `not told: ${problem}`),
    ...[...new Set(told)].filter((problem) => !expected.includes(problem)).map((problem) => `not expected: ${problem}`),
  ];
}
