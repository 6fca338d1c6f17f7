import type { Schemas } from './schemas.ts';
import { prove, type Verdict } from './validate.ts';

/** Proves a message that we built ourselves, from content that `checkContent` found in order. */
export type Prover = (xml: Uint8Array) => Promise<Verdict>;

/**
 * Messages that were built at the same time are proved one right after the other. The validator is a large program with
 * large tables: taken in turns with everything else, it finds them gone from the processor's caches each time, and a
 * whole accept takes a fifth longer.
 */
export function createProver(schemas: Schemas): Prover {
  let waiting: (() => void)[] = [];

  const proveAll = () => {
    const ready = waiting;
    waiting = [];
    for (const begin of ready) begin();
  };

  return (xml) =>
    new Promise((resolve, reject) => {
      waiting.push(() => void prove(xml, schemas, { scanned: true }).then(resolve, reject));
      if (waiting.length === 1) setImmediate(proveAll);
    });
}
