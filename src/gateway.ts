import { dirname, resolve } from 'node:path';
import type { Logger } from 'pino';
import { Agent, install, setGlobalDispatcher } from 'undici';
import { createApp } from './api/app.ts';
import { createAttachmentStore } from './attachments/attachment-store.ts';
import { type Calendar, startCalendar } from './calendar.ts';
import { createRegions } from './catalogue/regions.ts';
import { listRoutes } from './catalogue/routing.ts';
import { createCatalogue } from './catalogue/services.ts';
import { loadNetwork, type Network } from './config/load-network.ts';
import type { Settings } from './config/settings.ts';
import type { DestinationPlan } from './delivery/destination-plan.ts';
import { startWorker, type Worker } from './delivery/worker.ts';
import type { Plan } from './intake/plan.ts';
import { type Adapters, loadAdapters, planDestinations } from './load-adapters.ts';
import { createProver } from './messages/prover.ts';
import { loadSchemas } from './messages/schemas.ts';
import { createAcceptor } from './store/acceptor.ts';
import { createAuthenticator } from './store/api-keys.ts';
import { type Database, openDatabase } from './store/database.ts';
import { storeRevision } from './store/revisions.ts';
import { createSeal } from './store/seal.ts';
import { readMasterKeys } from './store/seal-key.ts';
import { version } from './version.ts';

/** A running gateway without its HTTP server. */
export interface Gateway {
  readonly app: ReturnType<typeof createApp>;
  readonly network: Network;
  readonly database: Database;
  readonly worker: Worker;
  /** No new requests, running deliveries finished within `grace` milliseconds or given back, database closed. */
  stop(grace?: number): Promise<void>;
}

export interface GatewayOptions {
  readonly settings: Settings;
  readonly log: Logger;
  readonly now?: () => Date;
  readonly random?: () => number;
}

/** A configuration that was read and checked as far as that goes without a database. */
export interface Checked {
  readonly network: Network;
  readonly adapters: Adapters;
  readonly destinations: readonly DestinationPlan[];
}

/**
 * Reads the network file with everything that it refers to.
 *
 * @throws ConfigError with all faults
 */
export async function checkConfiguration(file: string): Promise<Checked> {
  const network = await loadNetwork(file, { regions: createRegions(), services: createCatalogue() });
  const adapters = await loadAdapters(network);
  return { network, adapters, destinations: planDestinations(network, adapters.procedures) };
}

/** The one place where the parts meet: configuration, schemas, database, intake, delivery, API. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { settings, log, now = () => new Date(), random = Math.random } = options;
  install();
  // node:http brings an agent of its own version along; pooled connections come from this one.
  setGlobalDispatcher(new Agent({ connections: 64 }));
  const { network, adapters, destinations } = await checkConfiguration(settings.config);
  for (const warning of network.warnings) log.warn(warning, 'configuration');
  const plan = await makePlan(network, adapters);
  const seal = createSeal(await readMasterKeys(settings.sealKey, settings.data));

  const database = await openDatabase({
    dataFolder: settings.data,
    poolSize: settings.databasePool,
    ...(settings.databaseUrl === undefined ? {} : { url: settings.databaseUrl }),
  });
  try {
    const { pool, kysely } = database;
    const { config, revision } = network;
    await storeRevision(
      pool,
      { id: revision, networkId: config.network.id, content: config, destinations: config.destinations },
      now(),
    );
    const alarm = (text: string, cause: unknown) => log.error({ err: cause }, text);
    const attachments = createAttachmentStore(kysely, seal, now);
    const worker = startWorker({ pool, seal, log, now, random, alarm, destinations });
    const calendar = await startCalendar(pool, { attachments, now, log });
    let stopping = false;
    const app = createApp({
      plan,
      database,
      pool,
      seal,
      attachments,
      intake: { pool, acceptSubmission: createAcceptor(pool), seal, attachments, now, wake: worker.wake },
      findCaller: createAuthenticator(kysely, now),
      now,
      log,
      ready: () => !stopping,
    });
    return {
      app,
      network,
      database,
      worker,
      stop: async (grace = 10_000) => {
        stopping = true;
        await stopInOrder(worker, calendar, grace);
        plan.schemas.dispose();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function stopInOrder(worker: Worker, calendar: Calendar, grace: number): Promise<void> {
  await calendar.stop();
  await worker.stop(grace);
}

async function makePlan(network: Network, adapters: Adapters): Promise<Plan> {
  const { config, revision, file } = network;
  const schemas = await loadSchemas(config.schemas === undefined ? undefined : resolve(dirname(file), config.schemas));
  schemas.compileAll();
  return {
    revisionId: revision,
    config,
    routes: listRoutes(config),
    catalogue: createCatalogue(),
    regions: createRegions(),
    profiles: adapters.profiles,
    schemas,
    prove: createProver(schemas),
    productVersion: version,
  };
}
