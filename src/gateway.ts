import type { Logger } from 'pino';
import { Agent, install, setGlobalDispatcher } from 'undici';
import { createCallerFinder } from './api/access-tokens.ts';
import { isUuid } from './api/read-submissions.ts';
import { createAttachmentStore } from './attachments/attachment-store.ts';
import { createScanner } from './attachments/scanner.ts';
import { startCalendar } from './calendar.ts';
import type { Settings } from './config/settings.ts';
import { createWakeHub } from './delivery/collections/wake-hub.ts';
import type { ServiceAct } from './domains/service.ts';
import { createFront, type Front } from './front.ts';
import { type House, type OpenNetwork, openNetwork } from './open-network.ts';
import { type PreparedNetworks, prepareNetworks } from './prepare-networks.ts';
import { createAcceptor } from './store/acceptor.ts';
import { createAuthenticator, findHolder } from './store/api-keys.ts';
import { type Database, openDatabase } from './store/database.ts';
import { findDelivery } from './store/hurry-delivery.ts';
import { createSeal } from './store/seal.ts';
import { readMasterKeys } from './store/seal-key.ts';

/** A running gateway without its HTTP server. */
/** The first network stands for a gateway that has only one. */
export interface Gateway extends Pick<OpenNetwork, 'network' | 'worker' | 'fitConnect'> {
  readonly app: Front;
  readonly database: Database;
  /** The networks as they are served now. */
  networks(): readonly OpenNetwork[];
  /**
   * Takes the configuration up anew, without a gap: whoever asks meanwhile is answered by the old one.
   *
   * @throws as at the start; then nothing has changed.
   */
  reload(): Promise<void>;
  /** No new requests, running deliveries finished within `grace` milliseconds or given back, database closed. */
  stop(grace?: number): Promise<void>;
}

export interface GatewayOptions {
  readonly settings: Settings;
  readonly log: Logger;
  readonly now?: () => Date;
  readonly random?: () => number;
  /** What can be built, in place of all that Zustellwerk knows. */
  readonly acts?: readonly ServiceAct[];
}

/** Networks at work, and what frees their schemas. */
interface Running {
  readonly networks: readonly [OpenNetwork, ...OpenNetwork[]];
  readonly dispose: () => void;
}

/** The one place where the parts meet: configuration, schemas, database, intake, delivery, API. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { settings, log, now = () => new Date(), random = Math.random, acts } = options;
  install();
  // node:http brings an agent of its own version along; pooled connections come from this one.
  setGlobalDispatcher(new Agent({ connections: 64 }));
  const prepare = () => prepareNetworks(settings.config, { log, now, acts });
  const prepared = await prepare();
  const seal = createSeal(await readMasterKeys(settings.sealKey, settings.data));

  const database = await openDatabase({
    dataFolder: settings.data,
    poolSize: settings.databasePool,
    ...(settings.databaseUrl === undefined ? {} : { url: settings.databaseUrl }),
  });
  try {
    const { pool, kysely } = database;
    const attachments = createAttachmentStore(kysely, seal, now);
    const scanner = settings.scanner && createScanner(settings.scanner.address, settings.scanner.acceptsUnknown);
    const calendar = await startCalendar(pool, { attachments, now, log });
    const hub = createWakeHub();
    const findCaller = createCallerFinder({
      seal,
      now,
      findByKey: createAuthenticator(kysely, now),
      findHolder: (id) => findHolder(kysely, id),
      clients: () => running.networks.flatMap(({ tokenClients }) => tokenClients),
    });
    let stopping = false;
    const wake = () => {
      for (const { worker, caller } of running.networks) {
        worker.wake();
        caller.wake();
      }
      hub.wake();
    };
    const acceptSubmission = createAcceptor(pool);
    const shared = {
      log,
      now,
      random,
      database,
      seal,
      attachments,
      scanner,
      acceptSubmission,
      calendar,
      hub,
      findCaller,
      wake,
    };
    let reloading = Promise.resolve();
    const reload = () => {
      const taken = reloading.then(take);
      reloading = taken.catch(() => {});
      return taken;
    };
    const house = { ...shared, ready: () => !stopping, reload };
    let running = await open(prepared, house);
    const first = () => running.networks[0];

    /** Those that go; whoever asked them is answered before. */
    const leaving = new Set<Promise<void>>();
    const take = async () => {
      const before = running;
      running = await open(await prepare(), house);
      hub.wake();
      log.info({ networks: running.networks.map(({ network }) => network.revision) }, 'configuration taken up');
      const left = close(before, 10_000)
        .catch((error: unknown) => log.error({ err: error }, 'what was before did not end in order'))
        .finally(() => leaving.delete(left));
      leaving.add(left);
    };
    return {
      app: createFront({
        networks: () => running.networks,
        findCaller,
        findDestination: async (id) => (isUuid(id) ? (await findDelivery(pool, id))?.destinationId : undefined),
      }),
      database,
      networks: () => running.networks,
      get network() {
        return first().network;
      },
      get worker() {
        return first().worker;
      },
      get fitConnect() {
        return first().fitConnect;
      },
      reload,
      stop: async (grace = 10_000) => {
        stopping = true;
        hub.wake();
        await reloading;
        await Promise.all(leaving);
        await calendar.stop();
        await close(running, grace);
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** @throws what one of them throws; then none is left at work. */
async function open({ networks, dispose }: PreparedNetworks, shared: Omit<House, 'alone'>): Promise<Running> {
  const house = { ...shared, alone: networks.length === 1 };
  const results = await Promise.allSettled(networks.map((each) => openNetwork(each, house)));
  const opened = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = results.find((result) => result.status === 'rejected');
  const [first, ...others] = opened;
  if (first && !failed) return { networks: [first, ...others], dispose };
  await close({ networks: opened, dispose }, 0);
  throw failed?.reason;
}

async function close(
  { networks, dispose }: { readonly networks: readonly OpenNetwork[]; readonly dispose: () => void },
  grace: number,
): Promise<void> {
  await Promise.all(networks.map((network) => network.stop(grace)));
  dispose();
}
