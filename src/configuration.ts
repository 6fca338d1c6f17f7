import { dirname, resolve } from 'node:path';
import { openTokenClients, type TokenClient } from './api/access-tokens.ts';
import { createRegions } from './catalogue/regions.ts';
import { listRoutes } from './catalogue/routing.ts';
import type { ConfigFault } from './config/config-error.ts';
import { type Facade, readFacade } from './config/fit-connect-facade.ts';
import { loadNetwork, type Network } from './config/load-network.ts';
import { findNetworkFile } from './config/network-files.ts';
import { planCallbacks } from './delivery/callbacks/plan.ts';
import { loadServices, type Services } from './domains/forms/load-services.ts';
import type { ServiceAct } from './domains/service.ts';
import { withCodeLists } from './domains/with-code-lists.ts';
import { type Assertions, noAssertions, openAssertions } from './intake/assertion.ts';
import { checkMappings } from './intake/check-mappings.ts';
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
import { type DropFolderSource, openDropFolders } from './sources/drop-folder/open-source.ts';
import { openSources } from './sources/fit-connect/open-source.ts';
import { type FormSolutionsSource, openFormSolutions } from './sources/form-solutions/open-source.ts';
import { openXtaMailboxes, type XtaSource } from './sources/xta/open-source.ts';
import { version } from './version.ts';

/** A configuration that was read and checked as far as that goes without a database. */
export interface Checked extends DestinationPlans {
  readonly network: Network;
  readonly services: Services;
  readonly adapters: Adapters;
  /** The delivery service of FIT-Connect, where the network file has one. */
  readonly facade?: Facade | undefined;
  readonly assertions: Assertions;
  readonly tokenClients: readonly TokenClient[];
  /** Tenants of Antragsmanagement 4.0 that are polled. */
  readonly formSolutions: readonly FormSolutionsSource[];
  readonly xtaMailboxes: readonly XtaSource[];
  readonly dropFolders: readonly DropFolderSource[];
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
  planCallbacks(network.config, dirname(network.file));
  return {
    ...read,
    ...planDestinations(network, adapters.procedures),
    facade: await readFacade(network),
    assertions: openAssertions(network),
    tokenClients: openTokenClients(network),
    formSolutions: openFormSolutions(network),
    xtaMailboxes: openXtaMailboxes(network),
    dropFolders: openDropFolders(network),
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
  const adapters = await loadAdapters(network);
  checkMappings(network, adapters.profiles, services.acts);
  return { network, services, adapters };
}

/**
 * What a network file decides by: without a database, and without the options of its destinations with their secrets.
 *
 * @throws ConfigError with all faults
 */
export async function readPlan(file: string): Promise<Plan> {
  return makePlan(await readConfiguration(file));
}

/** What messages are proved with. */
type Proofs = Pick<Plan, 'schemas' | 'schematron' | 'prove'>;

/** The folder with official schemas and rules that a network file names. */
export function folderOfProofs({ config, file }: Network): string | undefined {
  return config.schemas === undefined ? undefined : resolve(dirname(file), config.schemas);
}

/** Schemas are compiled when they are first needed. Whoever loads them disposes of them. */
export async function loadProofs(official: string | undefined): Promise<Proofs> {
  const schemas = await loadSchemas(official);
  return { schemas, schematron: await loadSchematron(official), prove: createProver(schemas) };
}

/** What intake decides by; without `assertions` of checked networks, none is believed. */
export async function makePlan(
  { network, adapters, services, assertions = noAssertions }: Readable & Partial<Pick<Checked, 'assertions'>>,
  proofs?: Proofs,
): Promise<Plan> {
  const { config, revision } = network;
  return {
    revisionId: revision,
    config,
    carriages: planCarriages(config, adapters.procedures),
    routes: listRoutes(config),
    acts: withCodeLists(services.acts, await loadCodeLists(network)),
    catalogue: services.catalogue,
    regions: createRegions(config.regions),
    profiles: adapters.profiles,
    assertions,
    ...(proofs ?? (await loadProofs(folderOfProofs(network)))),
    productVersion: version,
  };
}
