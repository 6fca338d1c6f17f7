import { z } from 'zod';

const at = {
  step: z
    .string()
    .optional()
    .describe('The call that it befalls; absent: the one that hands the message over, or brings the receipt.'),
  times: z.int().min(1).max(1_000_000).optional().describe('How many calls it befalls; absent: one.'),
};

const finding = z.strictObject({ id: z.string().min(1), text: z.string().optional(), xpath: z.string().optional() });

/**
 * What a simulated target does to a call, in words that fit every vendor and every transport.
 *
 * - `take`: what a target does that is well.
 * - `refuse`: refuses the message for good, with these findings.
 * - `unavailable`: can't now, takes nothing, and says when to come again (`retryAfter`, in seconds) if it says anything; by
 *   HTTP with 503, or as a rate limit does (`limited`): with 429 and a date.
 * - `crash`: an error of its own (HTTP 500), with a page of noise; takes nothing.
 * - `cut`: the connection ends `before` the message is read, `during` the answer, or `after` the message was taken and
 *   before anything is answered.
 * - `slow`: as `take`, after `ms` milliseconds.
 * - `accept-then-lose`: takes the message, ends the connection and has forgotten all of it afterwards.
 * - `no-receipt`: takes the message and says so with nothing that proves it.
 * - `garbage`: takes the message and answers something that is no receipt.
 * - `wrong-receipt`: takes the message, and the receipt speaks of another one.
 * - `forged-receipt`: does not take it, and the receipt claims it; what proves a receipt does not fit.
 * - `duplicate-receipt`: takes the message and gives its receipt twice.
 */
export const behaviour = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('refuse'), findings: z.array(finding).min(1).optional(), ...at }),
  z.strictObject({
    kind: z.literal('unavailable'),
    retryAfter: z.int().min(0).max(86_400).optional(),
    limited: z.boolean().optional(),
    ...at,
  }),
  z.strictObject({ kind: z.literal('cut'), when: z.enum(['before', 'during', 'after']), ...at }),
  z.strictObject({ kind: z.literal('slow'), ms: z.int().min(1).max(3_600_000), ...at }),
  z.strictObject({
    kind: z.enum([
      'take',
      'crash',
      'accept-then-lose',
      'no-receipt',
      'garbage',
      'wrong-receipt',
      'forged-receipt',
      'duplicate-receipt',
    ]),
    ...at,
  }),
]);

export type Behaviour = z.infer<typeof behaviour>;
export type BehaviourKind = Behaviour['kind'];

/** A file of behaviours, as `zustellwerk simulate --faults` reads it. */
export const script = z.array(behaviour);

/** Behaviours in the order in which they befall calls. */
export interface Script {
  /** Replaces what is left. */
  set(behaviours: readonly Behaviour[]): void;
  /** What befalls the next call of a step. */
  next(step: string): Behaviour;
}

/** Befall the call that brings the receipt. */
const aboutReceipts: ReadonlySet<BehaviourKind> = new Set<BehaviourKind>([
  'no-receipt',
  'garbage',
  'wrong-receipt',
  'forged-receipt',
  'duplicate-receipt',
]);

/**
 * @param principal the step that hands the message over.
 * @param receipt the step that brings the receipt.
 */
export function openScript(principal: string, receipt: string = principal): Script {
  const stepOf = ({ kind, step }: Behaviour) => step ?? (aboutReceipts.has(kind) ? receipt : principal);
  let left: readonly Behaviour[] = [];
  return {
    set: (behaviours) => {
      left = behaviours;
    },
    next: (step) => {
      const index = left.findIndex((each) => stepOf(each) === step);
      const found = left[index];
      if (found === undefined) return { kind: 'take' };
      const { times = 1 } = found;
      left = left.flatMap((each, at) => (at !== index ? [each] : times > 1 ? [{ ...each, times: times - 1 }] : []));
      return found;
    },
  };
}

const defaultFindings = [{ id: 'refused', text: 'Abgelehnt nach Drehbuch.' }];

export function findingsOf(behaviour: Behaviour): readonly z.infer<typeof finding>[] {
  return (behaviour.kind === 'refuse' && behaviour.findings) || defaultFindings;
}
