import { dirname } from 'node:path';
import type { Logger } from 'pino';
import type { TokenClient } from './api/access-tokens.ts';
import { createApp } from './api/app.ts';
import { type FitConnectService, openFitConnect } from './api/fit-connect-service.ts';
import type { AttachmentStore } from './attachments/attachment-store.ts';
import type { Scanner } from './attachments/scanner.ts';
import type { Calendar } from './calendar.ts';
import type { Network } from './config/load-network.ts';
import { type Caller as PortalCaller, startCaller } from './delivery/callbacks/caller.ts';
import { planCallbacks } from './delivery/callbacks/plan.ts';
import { startKeeper } from './delivery/collections/keeper.ts';
import type { WakeHub } from './delivery/collections/wake-hub.ts';
import { startFetchingReplies } from './delivery/fetch-replies.ts';
import { startWorker, type Worker } from './delivery/worker.ts';
import type { Prepared } from './prepare-networks.ts';
import { pollDropFolders } from './sources/drop-folder/poller.ts';
import { startPoller } from './sources/fit-connect/poller.ts';
import { pollFormSolutions } from './sources/form-solutions/poller.ts';
import { pollXtaMailboxes } from './sources/xta/poller.ts';
import type { Acceptor } from './store/acceptor.ts';
import type { Caller } from './store/api-keys.ts';
import type { Database } from './store/database.ts';
import { expireCallbacks } from './store/expire-callbacks.ts';
import { startRounds } from './store/leased-rounds.ts';
import { storeRevision } from './store/revisions.ts';
import type { Seal } from './store/seal.ts';

/** What the networks of a gateway share. */
export interface House {
  readonly log: Logger;
  readonly now: () => Date;
  readonly random: () => number;
  readonly database: Database;
  readonly seal: Seal;
  readonly attachments: AttachmentStore;
  readonly scanner: Scanner | undefined;
  readonly acceptSubmission: Acceptor;
  readonly calendar: Calendar;
  readonly hub: WakeHub;
  readonly findCaller: (key: string) => Promise<Caller | undefined>;
  /** Something was accepted, for whichever network. */
  readonly wake: () => void;
  readonly ready: () => boolean;
  readonly reload: () => Promise<void>;
  /** Whether there is one network alone. */
  readonly alone: boolean;
}

/** One network at work: its API, and what delivers and picks up for it. */
export interface OpenNetwork {
  readonly network: Network;
  readonly app: ReturnType<typeof createApp>;
  /** Its API, counting what is under way. */
  answer(request: Request, environment?: unknown): Promise<Response>;
  readonly tokenClients: readonly TokenClient[];
  readonly worker: Worker;
  /** Tells portals what happened. */
  readonly caller: PortalCaller;
  /** A delivery service of FIT-Connect, where the network file has one. */
  readonly fitConnect: FitConnectService | undefined;
  /** Takes nothing new; running deliveries are finished within `grace` milliseconds or given back. */
  stop(grace: number): Promise<void>;
}

/** Starts everything that one network has of its own. */
export async function openNetwork({ checked, plan, sources }: Prepared, house: House): Promise<OpenNetwork> {
  const { network, destinations, collections, facade, tokenClients } = checked;
  const { database, seal, attachments, scanner, calendar, log, now, random, hub } = house;
  const { pool, kysely } = database;
  const { config, revision } = network;
  const networkId = config.network.id;
  await storeRevision(pool, { id: revision, networkId, content: config, destinations: config.destinations }, now());
  const alarm = (text: string, cause: unknown) => log.error({ err: cause }, text);
  const worker = startWorker({ pool, seal, log, now, random, alarm, destinations, attachments, acts: plan.acts });
  const keeper = startKeeper({ pool, log, now, collections });
  const plans = planCallbacks(config, dirname(network.file));
  if (plans.length > 0)
    await calendar.watch({
      queue: `expire-callbacks-${networkId}`,
      keep: () => expireCallbacks(pool, plans, now()),
      done: 'removed callbacks that can no longer be replayed',
    });
  const caller = startCaller({ pool, kysely, seal, log, now, random, plans });
  const fitConnect =
    facade && (await openFitConnect(facade, { kysely, seal, networkId, regions: plan.regions, now, log }));
  if (fitConnect) await calendar.watch(fitConnect.deadlines);
  const { acceptSubmission, wake } = house;
  const intake = { pool, acceptSubmission, seal, attachments, now, wake };
  const poller = await startPoller({ plan, pool, kysely, seal, attachments, scanner, intake, sources, now, log });
  const polling = { plan, intake, scanner: house.scanner, log };
  const polled = await startRounds(
    [
      ...pollFormSolutions(checked.formSolutions, polling),
      ...pollXtaMailboxes(checked.xtaMailboxes, polling),
      ...pollDropFolders(checked.dropFolders, polling),
    ],
    { pool, now, log },
  );
  const { schemas, productVersion } = plan;
  const replies = await startFetchingReplies(destinations, {
    pool,
    seal,
    schemas,
    config,
    productVersion,
    scanner,
    now,
    log,
    alarm: (text) => log.error(text),
    wake,
  });
  const app = createApp({
    ...house,
    plan,
    destinations,
    pool,
    intake,
    sources,
    polledSources: [...checked.formSolutions, ...checked.xtaMailboxes, ...checked.dropFolders],
    poller,
    collections,
    hub,
    fitConnect,
    folder: dirname(network.file),
  });
  const underWay = new Set<Promise<unknown>>();
  return {
    network,
    app,
    tokenClients,
    worker,
    caller,
    fitConnect,
    answer: async (request, environment) => {
      const answer = Promise.resolve(app.fetch(request, environment as object));
      underWay.add(answer);
      try {
        return await answer;
      } finally {
        underWay.delete(answer);
      }
    },
    stop: async (grace) => {
      await Promise.all([poller.stop(grace), polled.stop(grace), replies.stop(grace)]);
      await keeper.stop();
      await Promise.all([worker.stop(grace), caller.stop(grace)]);
      await fitConnect?.stop();
      await Promise.allSettled(underWay);
    },
  };
}
