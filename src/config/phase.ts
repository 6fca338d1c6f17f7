import { z } from 'zod';

/** How far an authority has come, in this order. Submissions are delivered to it when it is live; dry runs work in each. */
export const phases = ['installed', 'configured', 'test', 'live'] as const;

export type Phase = (typeof phases)[number];

export const phase = z.enum(phases, { error: `one of ${phases.join(', ')}` });
