import type { Regions } from '../catalogue/regions.ts';
import type { Route } from '../catalogue/routing.ts';
import type { Catalogue } from '../catalogue/services.ts';
import type { Network } from '../config/load-network.ts';
import type { ServiceAct } from '../domains/service.ts';
import type { VersionRules } from '../domains/versions.ts';
import type { Prover } from '../messages/prover.ts';
import type { Schemas } from '../messages/schemas.ts';
import type { Schematron } from '../messages/schematron.ts';
import type { Assertions } from './assertion.ts';
import type { Profile } from './profile-table.ts';

export type { Phase } from '../config/phase.ts';
export type Portal = Network['config']['portals'][number];
export type Destination = Network['config']['destinations'][number];

/** What a destination agreed to, else what its network says. */
export function versionRules({ config }: Pick<Plan, 'config'>, { versions }: Destination): VersionRules {
  const { overlapDays, earlyDays } = config.network.versions;
  return { overlapDays: versions.overlapDays ?? overlapDays, earlyDays: versions.earlyDays ?? earlyDays };
}

/** What accepting needs to know of a destination's adapter. */
export interface Carriage {
  /** Submissions of one case are delivered in order. */
  readonly ordered: boolean;
  /** What its message may carry at most, in bytes of the files. */
  readonly mostFiles?: number;
}

/** All that an intake decides by: one loaded configuration and the world it was checked against. Immutable. */
export interface Plan {
  readonly revisionId: string;
  readonly config: Network['config'];
  /** By the id of the destination. */
  readonly carriages: ReadonlyMap<string, Carriage>;
  /** Its own first, then those of networks that it has an agreement with. */
  readonly routes: readonly Route[];
  /** The plans of the networks that it has an agreement with; absent: it has none. */
  readonly neighbours?: () => readonly Plan[];
  readonly catalogue: Catalogue;
  readonly acts: readonly ServiceAct[];
  readonly regions: Regions;
  readonly profiles: readonly Profile[];
  readonly schemas: Schemas;
  readonly schematron: Schematron;
  readonly prove: Prover;
  readonly assertions: Assertions;
  /** Version of Zustellwerk, for the head of messages. */
  readonly productVersion: string;
}
