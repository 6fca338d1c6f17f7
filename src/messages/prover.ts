import { createMeetingPoint } from '../meeting-point.ts';
import type { Schemas } from './schemas.ts';
import { prove, type Verdict } from './validate.ts';

/** Proves a message that we built ourselves, from content that `checkContent` found in order. */
export type Prover = (xml: Uint8Array) => Promise<Verdict>;

/** Messages that were built at the same time are proved one right after the other. */
export function createProver(schemas: Schemas): Prover {
  const meet = createMeetingPoint();
  return async (xml) => {
    await meet();
    return prove(xml, schemas, { scanned: true });
  };
}
