import type { Regions } from '../catalogue/regions.ts';
import type { Route } from '../catalogue/routing.ts';
import type { Catalogue } from '../catalogue/services.ts';
import type { Network } from '../config/load-network.ts';
import type { Prover } from '../messages/prover.ts';
import type { Schemas } from '../messages/schemas.ts';
import type { Profile } from './profile-table.ts';

export type Portal = Network['config']['portals'][number];
export type Destination = Network['config']['destinations'][number];

/** All that an intake decides by: one loaded configuration and the world it was checked against. Immutable. */
export interface Plan {
  readonly revisionId: string;
  readonly config: Network['config'];
  readonly routes: readonly Route[];
  readonly catalogue: Catalogue;
  readonly regions: Regions;
  readonly profiles: readonly Profile[];
  readonly schemas: Schemas;
  readonly prove: Prover;
  /** Version of Zustellwerk, for the head of messages. */
  readonly productVersion: string;
}
