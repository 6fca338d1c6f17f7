import { createRegions } from '../src/catalogue/regions.ts';
import { listRoutes } from '../src/catalogue/routing.ts';
import { loadNetwork } from '../src/config/load-network.ts';
import { loadServices } from '../src/domains/forms/load-services.ts';
import { noAssertions } from '../src/intake/assertion.ts';
import type { Plan } from '../src/intake/plan.ts';
import { loadAdapters } from '../src/load-adapters.ts';
import { createProver } from '../src/messages/prover.ts';
import { loadSchemas } from '../src/messages/schemas.ts';
import { loadSchematron } from '../src/messages/schematron.ts';
import { version } from '../src/version.ts';

/** What intake decides by, from a network file and without a database. Whoever makes a plan disposes of its schemas. */
export async function readPlan(file: string): Promise<Plan> {
  const services = await loadServices(file);
  const network = await loadNetwork(file, { regions: createRegions, services: services.catalogue });
  const { profiles } = await loadAdapters(network);
  const { config, revision: revisionId } = network;
  const schemas = await loadSchemas();
  return {
    revisionId,
    config,
    carriages: new Map(),
    routes: listRoutes(config),
    ...services,
    regions: createRegions(config.regions),
    profiles,
    schemas,
    schematron: await loadSchematron(),
    prove: createProver(schemas),
    assertions: noAssertions,
    productVersion: version,
  };
}
