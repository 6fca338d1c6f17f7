import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { httpAnswers } from '../src/delivery/http-answers.ts';
import { outcomeOf, temporaryStatuses } from '../src/transports/https-outcome.ts';

const { temporary, turnedAway, notConnected, sentAgain } = httpAnswers;

it('what the shared answers say is what they come to', () => {
  for (let status = 300; status < 600; status += 1) {
    const isTemporary = temporaryStatuses.includes(status) || status >= 500;
    const outcome = outcomeOf({ kind: 'answer', status, headers: new Headers(), body: new Uint8Array() });
    expect([status, outcome?.kind]).toEqual([status, (isTemporary ? temporary : turnedAway()).outcome]);
  }
  const failed = { kind: 'failed', answer: '' } as const;
  expect(outcomeOf({ ...failed, phase: 'before-send' }).kind).toBe(notConnected.outcome);
  expect(outcomeOf({ ...failed, phase: 'unclear' }).kind).toBe(sentAgain().outcome);
});

it('docs/transports/https.md names the same statuses', () => {
  const page = readFileSync(new URL('../docs/transports/https.md', import.meta.url), 'utf8');
  expect(page).toContain(`| ${temporaryStatuses.join(', ')}, 5xx |`);
});
