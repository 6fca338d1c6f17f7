import type { TargetAttachment } from '../../simulators/target.ts';

/** A message that we have a sample of. */
export interface SampleKind {
  /** `standard/version/type`. */
  readonly definition: string;
  readonly takesFiles: boolean;
  write(uuid: string, files: readonly TargetAttachment[]): Uint8Array;
}
