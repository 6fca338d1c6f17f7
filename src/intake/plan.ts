import type { Regions } from '../catalogue/regions.ts';
import type { Route } from '../catalogue/routing.ts';
import type { Catalogue } from '../catalogue/services.ts';
import type { Network } from '../config/load-network.ts';
import type { ServiceAct } from '../domains/service.ts';
import type { VersionRules } from '../domains/versions.ts';
import type { Prover } from '../messages/prover.ts';
import type { Schemas } from '../messages/schemas.ts';
import type { Schematron } from '../messages/schematron.ts';
import type { Profile } from './profile-table.ts';

export type Portal = Network['config']['portals'][number];
export type Destination = Network['config']['destinations'][number];

/** What a destination agreed to, else what its network says. */
export function versionRules({ config }: Pick<Plan, 'config'>, { versions }: Destination): VersionRules {
  const { overlapDays, earlyDays } = config.network.versions;
  return { overlapDays: versions.overlapDays ?? overlapDays, earlyDays: versions.earlyDays ?? earlyDays };
}

/** All that an intake decides by: one loaded configuration and the world it was checked against. Immutable. */
export interface Plan {
  readonly revisionId: string;
  readonly config: Network['config'];
  readonly routes: readonly Route[];
  readonly catalogue: Catalogue;
  readonly acts: readonly ServiceAct[];
  readonly regions: Regions;
  readonly profiles: readonly Profile[];
  readonly schemas: Schemas;
  readonly schematron: Schematron;
  readonly prove: Prover;
  /** Version of Zustellwerk, for the head of messages. */
  readonly productVersion: string;
}
