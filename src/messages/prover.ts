import { ZustellwerkError } from '../errors.ts';
import { createMeetingPoint } from '../meeting-point.ts';
import type { Schemas } from './schemas.ts';
import { findFaults, type SchemaFault } from './validate.ts';

/**
 * What the schema of a namespace says against a message that we built ourselves, from content that `checkContent` found
 * in order.
 *
 * @throws ZustellwerkError MESSAGE_DEFECT for a namespace without a schema.
 */
export type Prover = (xml: Uint8Array, namespace: string) => Promise<readonly SchemaFault[]>;

/** Messages that were built at the same time are proved one right after the other. */
export function createProver({ validatorForScanned }: Schemas): Prover {
  const meet = createMeetingPoint();
  return async (xml, namespace) => {
    await meet();
    const validator = validatorForScanned(namespace);
    if (!validator) throw new ZustellwerkError('MESSAGE_DEFECT', `No schema has the namespace ${namespace}.`);
    return findFaults(xml, validator);
  };
}
