import { Refused } from '../../src/fit-connect/errors.ts';
import type { Reason } from '../../src/fit-connect/reasons.ts';

/** The reason that a step is refused for; anything else that it throws is thrown on. */
export async function reasonOf(step: () => unknown): Promise<Reason | 'taken'> {
  try {
    await step();
    return 'taken';
  } catch (error) {
    if (error instanceof Refused) return error.reason;
    throw error;
  }
}
