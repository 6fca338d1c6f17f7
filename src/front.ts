import { isOfNetwork, keyOf, mayAdminister, networkHeader } from './api/auth.ts';
import type { OpenNetwork } from './open-network.ts';
import type { Caller } from './store/api-keys.ts';

/** What answers requests, as a Hono application does. */
export interface Front {
  fetch(request: Request, environment?: unknown): Promise<Response>;
  /** In-process, by the path alone. */
  request(path: string, init?: RequestInit): Promise<Response>;
}

interface FrontParts {
  /** Those of now: a new configuration brings others. */
  readonly networks: () => readonly OpenNetwork[];
  readonly findCaller: (key: string) => Promise<Caller | undefined>;
  /** The destination of a delivery. */
  readonly findDestination: (deliveryId: string) => Promise<string | undefined>;
}

/**
 * Hands each request to the API of the caller's network, which knows nothing of the others. It judges nothing: that API
 * proves again whose key it is.
 */
export function createFront({ networks, findCaller, findDestination }: FrontParts): Front {
  async function choose(request: Request, all: readonly OpenNetwork[]): Promise<OpenNetwork | undefined> {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/fit-connect/')) return all.find(({ fitConnect }) => fitConnect);
    // Callbacks have no key; what they name tells whose they are.
    const [, kind, named = ''] = /^\/v1\/callbacks\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
    if (kind === 'deliveries') {
      const destination = await findDestination(named);
      return all.find(({ network }) => hasId(network.config.destinations, destination));
    }
    if (kind === 'fit-connect') return all.find(({ network }) => hasId(network.config.sources, named));
    const key = keyOf(request.headers);
    const caller = key === undefined ? undefined : await findCaller(key);
    if (!caller) return undefined;
    const wanted = request.headers.get(networkHeader);
    return (
      all.find((each) => isWanted(each, wanted, caller)) ??
      all.find(({ network }) => isOfNetwork(caller, network.config, false))
    );
  }
  async function fetch(request: Request, environment?: unknown): Promise<Response> {
    const all = networks();
    const network = (all.length === 1 ? undefined : await choose(request, all)) ?? all[0];
    return network ? network.answer(request, environment) : new Response(null, { status: 503 });
  }
  return {
    fetch,
    request: (path, init) => fetch(new Request(new URL(path, 'http://localhost'), init)),
  };
}

function hasId(list: readonly { readonly id: string }[], id: string | undefined): boolean {
  return list.some((each) => each.id === id);
}

/** Where an operator wants to act, and may. */
function isWanted({ network: { config } }: OpenNetwork, wanted: string | null, caller: Caller): boolean {
  return config.network.id === wanted && mayAdminister(caller, config);
}
