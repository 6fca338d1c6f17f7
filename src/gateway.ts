import { dirname, resolve } from 'node:path';
import type { Logger } from 'pino';
import { Agent, install, setGlobalDispatcher } from 'undici';
import { createApp } from './api/app.ts';
import { type FitConnectService, openFitConnect } from './api/fit-connect-service.ts';
import { createAttachmentStore } from './attachments/attachment-store.ts';
import { type Calendar, startCalendar } from './calendar.ts';
import { createRegions } from './catalogue/regions.ts';
import { listRoutes } from './catalogue/routing.ts';
import type { ConfigFault } from './config/config-error.ts';
import { type Facade, readFacade } from './config/fit-connect-facade.ts';
import { loadNetwork, type Network } from './config/load-network.ts';
import { findNetworkFile } from './config/network-files.ts';
import type { Settings } from './config/settings.ts';
import { checkAgreed } from './contracts/check-agreed.ts';
import { type Keeper, startKeeper } from './delivery/collections/keeper.ts';
import { createWakeHub } from './delivery/collections/wake-hub.ts';
import { startFetchingReplies } from './delivery/fetch-replies.ts';
import { startWorker, type Worker } from './delivery/worker.ts';
import { loadServices, type Services } from './domains/forms/load-services.ts';
import type { ServiceAct } from './domains/service.ts';
import { withCodeLists } from './domains/with-code-lists.ts';
import { ZustellwerkError } from './errors.ts';
import { type Assertions, noAssertions, openAssertions } from './intake/assertion.ts';
import { checkVersions } from './intake/check-versions.ts';
import { findUnusedLists, loadCodeLists } from './intake/load-code-lists.ts';
import type { Plan } from './intake/plan.ts';
import {
  type Adapters,
  type DestinationPlans,
  loadAdapters,
  planCarriages,
  planDestinations,
} from './load-adapters.ts';
import { berlinDay } from './messages/dates.ts';
import { createProver } from './messages/prover.ts';
import { loadSchemas } from './messages/schemas.ts';
import { loadSchematron } from './messages/schematron.ts';
import { openSources } from './sources/fit-connect/open-source.ts';
import { startPoller } from './sources/fit-connect/poller.ts';
import { createAcceptor } from './store/acceptor.ts';
import { createAuthenticator } from './store/api-keys.ts';
import { type Database, openDatabase } from './store/database.ts';
import type { Rounds } from './store/leased-rounds.ts';
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
  /** A delivery service of FIT-Connect, where the network file has one. */
  readonly fitConnect: FitConnectService | undefined;
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

/** A configuration that was read and checked as far as that goes without a database. */
export interface Checked extends DestinationPlans {
  readonly network: Network;
  readonly services: Services;
  readonly adapters: Adapters;
  readonly assertions: Assertions;
  /** The delivery service of FIT-Connect, where the network file has one. */
  readonly facade?: Facade | undefined;
  /** Of the network file, and of the versions and code lists that it names. */
  readonly warnings: readonly ConfigFault[];
}

interface ToCheck {
  /** The day of today decides which versions are valid. */
  readonly now?: Date;
  readonly acts?: readonly ServiceAct[];
}

/**
 * Reads the network file with everything that it refers to, and the forms.
 *
 * @throws ConfigError with all faults
 */
export async function checkConfiguration(file: string, { now = new Date(), acts }: ToCheck = {}): Promise<Checked> {
  const read = await readConfiguration(file, acts);
  const { network, adapters, services } = read;
  const lists = await loadCodeLists(network);
  const warnings = [
    ...network.warnings,
    ...checkVersions(network, services.acts, berlinDay(now)),
    ...findUnusedLists(network, lists, services.acts),
  ];
  await openSources(network, () => now);
  return {
    ...read,
    assertions: openAssertions(network),
    ...planDestinations(network, adapters.procedures),
    facade: await readFacade(network),
    warnings,
  };
}

/** What was read of a configuration without its secrets: enough to say what would be sent. */
export type Readable = Pick<Checked, 'network' | 'adapters' | 'services'>;

/**
 * Reads the network file, the forms and the adapters, but no secrets.
 *
 * @param path the network file, or a folder with a `network.yaml`.
 * @param acts what has a message of its own; left out, what comes with Zustellwerk.
 * @throws ConfigError with all faults
 */
export async function readConfiguration(path: string, acts?: readonly ServiceAct[]): Promise<Readable> {
  const file = await findNetworkFile(path);
  const services = await loadServices(file, acts);
  const network = await loadNetwork(file, { regions: createRegions, services: services.catalogue });
  return { network, services, adapters: await loadAdapters(network) };
}

/**
 * What a network file decides by: without a database, and without the options of its destinations with their secrets.
 *
 * @throws ConfigError with all faults
 */
export async function readPlan(file: string): Promise<Plan> {
  return makePlan(await readConfiguration(file));
}

/** The one place where the parts meet: configuration, schemas, database, intake, delivery, API. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { settings, log, now = () => new Date(), random = Math.random, acts } = options;
  install();
  // node:http brings an agent of its own version along; pooled connections come from this one.
  setGlobalDispatcher(new Agent({ connections: 64 }));
  const checked = await checkConfiguration(settings.config, { now: now(), ...(acts ? { acts } : {}) });
  const { network, adapters, destinations, collections, facade, warnings } = checked;
  for (const warning of warnings) log.warn(warning, 'configuration');
  const sources = await openSources(network, now);
  const plan = await makePlan(checked, checked.assertions);
  plan.schemas.compileAll();
  await holdToContracts(plan, adapters, network, log, now());
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
    const worker = startWorker({ pool, seal, log, now, random, alarm, destinations, acts: plan.acts });
    const keeper = startKeeper({ pool, log, now, collections });
    const hub = createWakeHub();
    const wake = () => {
      worker.wake();
      hub.wake();
    };
    const fitConnect =
      facade &&
      (await openFitConnect(facade, { kysely, seal, networkId: config.network.id, regions: plan.regions, now, log }));
    const intake = { pool, acceptSubmission: createAcceptor(pool), seal, attachments, now, wake };
    const poller = await startPoller({ plan, pool, kysely, seal, attachments, intake, sources, now, log });
    const { schemas, productVersion } = plan;
    const replies = await startFetchingReplies(destinations, {
      pool,
      seal,
      schemas,
      config,
      productVersion,
      now,
      log,
      alarm: (text) => log.error(text),
      wake,
    });
    const calendar = await startCalendar(pool, { attachments, deadlines: fitConnect?.deadlines, now, log });
    let stopping = false;
    const app = createApp({
      plan,
      destinations,
      database,
      pool,
      seal,
      attachments,
      intake,
      sources,
      poller,
      collections,
      hub,
      fitConnect,
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
      fitConnect,
      stop: async (grace = 10_000) => {
        stopping = true;
        hub.wake();
        await stopInOrder({ poller, replies, worker, keeper, calendar }, grace);
        await fitConnect?.stop();
        plan.schemas.dispose();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** @throws ZustellwerkError CONTRACT_BROKEN where an agreed contract no longer fits and the network file says `refuse`. */
async function holdToContracts(
  plan: Plan,
  { procedures }: Adapters,
  network: Network,
  log: Logger,
  now: Date,
): Promise<void> {
  const broken = (await checkAgreed(plan, procedures, network.file, now)).filter((check) => check.broken);
  for (const { destination, file, changes } of broken) {
    const details = changes.filter(({ breaks }) => breaks.length > 0).map(({ text }) => text.en);
    log.warn({ destination, contract: file, changes: details }, 'contract no longer fits');
  }
  if (broken.length > 0 && network.config.network.brokenContracts === 'refuse') {
    const names = broken.map(({ destination, file }) => `${destination} (${file})`).join(', ');
    throw new ZustellwerkError(
      'CONTRACT_BROKEN',
      `What the gateway would send no longer fits what was agreed with ${names}. "zustellwerk contract check" says how.`,
    );
  }
}

interface Running {
  readonly poller: Rounds;
  readonly replies: Rounds;
  readonly worker: Worker;
  readonly keeper: Keeper;
  readonly calendar: Calendar;
}

async function stopInOrder({ poller, replies, worker, keeper, calendar }: Running, grace: number): Promise<void> {
  await Promise.all([poller.stop(grace), replies.stop(grace)]);
  await calendar.stop();
  await keeper.stop();
  await worker.stop(grace);
}

/** What intake decides by; schemas are compiled when they are first needed. Whoever makes a plan disposes of them. */
export async function makePlan({ network, adapters, services }: Readable, assertions = noAssertions): Promise<Plan> {
  const { config, revision, file } = network;
  const official = config.schemas === undefined ? undefined : resolve(dirname(file), config.schemas);
  const schemas = await loadSchemas(official);
  return {
    revisionId: revision,
    config,
    carriages: planCarriages(config, adapters.procedures),
    routes: listRoutes(config),
    acts: withCodeLists(services.acts, await loadCodeLists(network)),
    catalogue: services.catalogue,
    regions: createRegions(config.regions),
    profiles: adapters.profiles,
    schemas,
    schematron: await loadSchematron(official),
    prove: createProver(schemas),
    assertions,
    productVersion: version,
  };
}
