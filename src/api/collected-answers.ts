import { z } from '@hono/zod-openapi';
import type { SettleResult } from '../delivery/collections/settle.ts';
import type { ApiContext } from './auth.ts';
import { problem, problemSchema } from './problems.ts';

const problemContent = { 'application/problem+json': { schema: problemSchema } };

const settledSchema = z
  .object({
    delivery: z.string(),
    state: z.string().meta({ description: 'delivered, handed-over or rejected' }),
    changed: z.boolean().meta({ description: 'false: it was said before, and nothing was done' }),
  })
  .meta({ id: 'Settled' });

export const notThere = { description: 'Not there, or not yours', content: problemContent };
export const forbidden = { description: 'Another role', content: problemContent };

/** The answers of every call that ends a delivery. */
export const settledResponses = {
  200: { description: 'Ended', content: { 'application/json': { schema: settledSchema } } },
  403: forbidden,
  404: notThere,
  409: { description: 'Not taken, taken by somebody else, or ended otherwise', content: problemContent },
};

export function answerSettled(c: ApiContext, delivery: string, result: SettleResult): Response {
  switch (result.kind) {
    case 'unknown':
      return problem(c, 'not-found');
    case 'settled':
      return c.json({ delivery, state: result.state, changed: result.changed });
    case 'never-taken':
      return problem(c, 'not-taken');
    case 'taken-by-others':
      return problem(c, 'lease-lost', { ...(result.leaseUntil && { detail: result.leaseUntil.toISOString() }) });
    case 'otherwise':
      return problem(c, 'already-settled', { detail: result.state });
  }
}
