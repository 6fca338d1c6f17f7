import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { procedures } from '../adapters/index.ts';
import { httpAnswers } from '../src/delivery/http-answers.ts';
import { outcomeOf, temporaryStatuses } from '../src/transports/https-outcome.ts';

const { temporary, turnedAway, notConnected, sentAgain } = httpAnswers;
const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const statuses = Array.from({ length: 300 }, (_, index) => 300 + index);

describe('what the shared answers say', () => {
  it('is what their outcomes are', () => {
    for (const status of statuses) {
      const isTemporary = temporaryStatuses.includes(status) || status >= 500;
      const outcome = outcomeOf({ kind: 'answer', status, headers: new Headers(), body: new Uint8Array() });
      expect([status, outcome?.kind]).toEqual([status, (isTemporary ? temporary : turnedAway()).outcome]);
    }
    const failed = { kind: 'failed', answer: '' } as const;
    expect(outcomeOf({ ...failed, phase: 'before-send' }).kind).toBe(notConnected.outcome);
    expect(outcomeOf({ ...failed, phase: 'unclear' }).kind).toBe(sentAgain().outcome);
  });

  const overHttp = procedures.filter(
    ({ exchange }) => typeof exchange === 'object' && exchange.answers.includes(temporary),
  );
  it.each(['docs/transports/https.md', ...overHttp.map(({ id }) => `adapters/procedures/${id}/README.md`)])(
    'is in the table of %s',
    (page) => {
      expect(overHttp).not.toHaveLength(0);
      expect(read(page)).toMatch(new RegExp(`^\\|.*${temporaryStatuses.join(', ')}, 5xx.*\`later\``, 'm'));
    },
  );
});
