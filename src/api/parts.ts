import type pg from 'pg';
import type { Logger } from 'pino';
import type { AttachmentStore } from '../attachments/attachment-store.ts';
import type { Scanner } from '../attachments/scanner.ts';
import type { CollectionPlan } from '../delivery/collections/collected-adapter.ts';
import type { WakeHub } from '../delivery/collections/wake-hub.ts';
import type { DestinationPlan } from '../delivery/destination-plan.ts';
import type { IntakeParts } from '../intake/intake-result.ts';
import type { Plan } from '../intake/plan.ts';
import type { Source } from '../sources/fit-connect/source.ts';
import type { PolledSourceOfKind } from '../sources/polled-source.ts';
import type { Caller } from '../store/api-keys.ts';
import type { Database } from '../store/database.ts';
import type { Rounds } from '../store/leased-rounds.ts';
import type { Seal } from '../store/seal.ts';
import type { FitConnectService } from './fit-connect-service.ts';

/** What the API needs from the gateway. */
export interface ApiParts {
  readonly plan: Plan;
  /** How each is delivered to. */
  readonly destinations: readonly DestinationPlan[];
  readonly database: Database;
  readonly pool: pg.Pool;
  readonly seal: Seal;
  readonly attachments: AttachmentStore;
  /** What uploaded files go through; undefined: nothing. */
  readonly scanner: Scanner | undefined;
  readonly intake: IntakeParts;
  /** Destinations whose deliveries wait to be collected. */
  readonly collections: readonly CollectionPlan[];
  /** Wakes those who wait for work there. */
  readonly hub: WakeHub;
  /** A delivery service of FIT-Connect, where the network file has one. */
  readonly fitConnect?: FitConnectService | undefined;
  readonly sources: readonly Source[];
  /** Sources that are polled, besides. */
  readonly polledSources: readonly PolledSourceOfKind[];
  readonly poller: Pick<Rounds, 'hurry'>;
  readonly findCaller: (key: string) => Promise<Caller | undefined>;
  /** Whether the gateway serves no other network. */
  readonly alone: boolean;
  /** Takes the configuration up anew. */
  readonly reload: () => Promise<void>;
  /** Of the network file. */
  readonly folder: string;
  readonly now: () => Date;
  readonly log: Logger;
  /** Whether the gateway takes requests: false while it stops. */
  readonly ready: () => boolean;
}
