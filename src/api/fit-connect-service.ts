import { randomUUID } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, Hono } from 'hono';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Regions } from '../catalogue/regions.ts';
import type { Facade } from '../config/fit-connect-facade.ts';
import {
  type AreaDirectory,
  createDeliveryService,
  createSigner,
  defaultLimits,
  type HostedDestination,
  keepDeadlines,
  type ServerEnvironment,
  type ServerPorts,
  type StoredSubmission,
} from '../fit-connect/server/index.ts';
import { createFitConnectStore } from '../store/fit-connect-submissions.ts';
import type { Seal } from '../store/seal.ts';
import type { Tables } from '../store/tables.ts';
import { sendFitConnectCallback } from '../transports/fit-connect-callback.ts';
import { openGuardedConnections } from '../transports/guarded-connections.ts';

/** A delivery service of FIT-Connect inside the gateway. */
export interface FitConnectService {
  readonly app: Hono<ServerEnvironment>;
  readonly findSubmission: (submissionId: string) => Promise<StoredSubmission | undefined>;
  readonly findDestination: (destinationId: string) => HostedDestination | undefined;
  readonly deadlines: { readonly queue: string; readonly keep: () => Promise<number>; readonly done: string };
  /** Waits for what is under way; callbacks are given up. */
  stop(): Promise<void>;
}

interface ServiceParts {
  readonly kysely: Kysely<Tables>;
  readonly seal: Seal;
  readonly networkId: string;
  readonly regions: Regions;
  readonly now: () => Date;
  readonly log: Logger;
}

/** Opens the delivery service that the network file describes. */
export async function openFitConnect(facade: Facade, parts: ServiceParts): Promise<FitConnectService> {
  const { regions, networkId, now, log } = parts;
  const clients = new Map(facade.clients.map((client) => [client.clientId, client]));
  const destinations = new Map(facade.destinations.map((destination) => [destination.destinationId, destination]));
  const stopping = new AbortController();
  const background = new Set<Promise<void>>();
  const connections = openGuardedConnections(facade.callbacks);
  const means = { connections, now, signal: stopping.signal };
  const ports: ServerPorts = {
    address: facade.address,
    findClient: async (id) => clients.get(id),
    findDestination: async (id) => destinations.get(id),
    listDestinations: async () => facade.destinations,
    store: createFitConnectStore(parts),
    signer: await createSigner(facade.signingKey, facade.retiredKeys, { now, newId: randomUUID }),
    areas: createAreas(regions),
    sendCallback: (callback, body) => sendFitConnectCallback(callback, body, means),
    afterwards: (work) => {
      const done = work()
        .catch((error: unknown) => log.error({ err: error }, 'fit-connect'))
        .finally(() => background.delete(done));
      background.add(done);
    },
    onFailure: (error) => log.error({ err: error }, 'fit-connect request failed'),
    now,
    newId: randomUUID,
    limits: defaultLimits,
  };
  return {
    app: createDeliveryService(ports, addressOf),
    findSubmission: ports.store.find,
    findDestination: (id) => destinations.get(id),
    deadlines: {
      queue: `fit-connect-deadlines-${networkId}`,
      keep: () => keepDeadlines(ports),
      done: 'kept deadlines of FIT-Connect',
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(background);
      await connections.destroy();
    },
  };
}

/** Called in-process there is no connection. */
function addressOf(c: Context): string {
  return c.env?.incoming ? (getConnInfo(c).remote.address ?? 'unknown') : 'in-process';
}

/** Areas are the regions that Zustellwerk knows; their id is the ARS. */
function createAreas(regions: Regions): AreaDirectory {
  return {
    // Down to the county, both keys have the same digits.
    findArs: (area) => {
      if ('areaId' in area) return regions.find(area.areaId)?.ars;
      return area.ags.length <= 5 ? area.ags : regions.find(area.ags)?.ars;
    },
    search: (patterns) =>
      regions
        .list()
        .filter(({ name }) => patterns.every((pattern) => pattern.test(name)))
        .map(({ ars, name, type }) => ({ id: ars, name, type })),
  };
}
