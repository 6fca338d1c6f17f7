import type { Network } from '../../config/load-network.ts';
import type { DecryptionKey, FindKey, PrivateRsaJwk, SubmissionApi } from '../../fit-connect/index.ts';
import type { Portal } from '../../intake/plan.ts';

export type SourceConfig = Network['config']['sources'][number];

/** What comes in under one LeiKa key, and what it is here. */
export type OfferedService = SourceConfig['services'][number];

/** A destination at FIT-Connect that is picked up: its settings with secrets read and keys checked. */
export interface Source {
  readonly id: string;
  readonly config: SourceConfig;
  readonly portal: Portal;
  /** Of the authority: the region of submissions that nothing else says. */
  readonly region: string;
  readonly api: SubmissionApi;
  readonly decryptionKeys: readonly DecryptionKey[];
  readonly signingKey: PrivateRsaJwk;
  /** Pinned keys of the delivery service. */
  readonly findServiceKey: FindKey | undefined;
  readonly callbackSecret: string | undefined;
}
