import { isObject } from '../base64url.ts';
import { ApiAnswerUnreadable } from '../http/errors.ts';
import { type HttpPorts, readJson, send } from '../http/send.ts';
import { checkTrust, type KeyTrust } from '../jwk/trust.ts';
import { type FindKey, findInFetchedKeySet } from '../jws/key-set.ts';
import { isUuid } from '../uuid.ts';
import type { Area } from './coverage.ts';
import { type Addressing, verifyAddressing } from './verify-addressing.ts';

export interface RoutingApiOptions extends HttpPorts {
  /** Without version and without a slash at the end; see `environments`. */
  readonly baseUrl: string;
  /** Path of the version; default `v2`. */
  readonly version?: 'v1' | 'v2' | undefined;
  readonly trustedIssuers: readonly string[];
  readonly trustedHosts: readonly string[];
  readonly trust: KeyTrust;
}

export interface Route {
  readonly destinationId: string;
  readonly name?: string;
  /** Verified. */
  readonly addressing: Addressing;
}

export interface FoundArea {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

export interface RoutingApi {
  /**
   * Destinations for a service in an area. Empty when there are none.
   *
   * @throws AddressingRefused when the signed information of a route cannot be trusted.
   */
  findRoutes(leikaKey: string, area: Area): Promise<Route[]>;
  /** Areas by name or postal code; `*` stands for anything. Words are searched together. */
  findAreas(expression: string): Promise<FoundArea[]>;
}

const limit = 500;

/**
 * A client of the Routing API. It needs no token.
 *
 * @example
 * const routing = createRoutingApi({ baseUrl: environments.test.routingApi, trustedIssuers, trustedHosts, trust });
 * const [route] = await routing.findRoutes('99107004018000', { ars: '064350014014' });
 */
export function createRoutingApi(options: RoutingApiOptions): RoutingApi {
  const { baseUrl, version = 'v2' } = options;
  checkTrust(options.trust, baseUrl);
  const get = (url: string) => send({ method: 'GET', url, repeatable: true, read: readJson }, options);
  const readAll = async <Entry>(
    path: string,
    query: readonly (readonly [string, string])[],
    read: (value: unknown) => Entry,
  ) => {
    const entries: Entry[] = [];
    for (;;) {
      const paging = [
        ['limit', String(limit)],
        ['offset', String(entries.length)],
      ] as const;
      const parameters = new URLSearchParams(
        [...query, ...paging].map(([name, value]): [string, string] => [name, value]),
      );
      const { [path]: list, totalCount } = await get(`${baseUrl}/${version}/${path}?${parameters}`);
      const page: unknown[] = Array.isArray(list) ? list : [];
      entries.push(...page.map(read));
      if (page.length === 0 || typeof totalCount !== 'number' || entries.length >= totalCount) return entries;
    }
  };
  const findIssuerKey = rememberKeySets(get, options.now);
  return {
    findRoutes: async (leikaKey, area) => {
      const routes = await readAll('routes', [['leikaKey', leikaKey], ...Object.entries(area)], readRoute);
      const found: Route[] = [];
      for (const { signature, ...route } of routes) {
        const { destinationId } = route;
        const context = { ...options, destinationId, leikaKey, area, findIssuerKey };
        found.push({ ...route, addressing: await verifyAddressing(signature, context) });
      }
      return found;
    },
    // A space within one term is answered with 500.
    findAreas: (expression) => {
      const terms = expression.trim().split(/\s+/);
      return readAll(
        'areas',
        terms.map((term) => ['areaSearchexpression', term] as const),
        readArea,
      );
    },
  };
}

/** A key set for each issuer; only trusted issuers are asked for. */
function rememberKeySets(get: (url: string) => Promise<unknown>, now?: () => Date): (issuer: string) => FindKey {
  const known = new Map<string, FindKey>();
  return (issuer) => {
    const find = known.get(issuer) ?? findInFetchedKeySet(() => get(`${issuer}/.well-known/jwks.json`), now);
    known.set(issuer, find);
    return find;
  };
}

function readRoute(value: unknown) {
  const { destinationId, destinationSignature: signature, destinationName: name } = isObject(value) ? value : {};
  if (!isUuid(destinationId) || typeof signature !== 'string') throw unreadable('/routes');
  return { destinationId, signature, ...(typeof name === 'string' && { name }) };
}

function readArea(value: unknown): FoundArea {
  const { id, name, type } = isObject(value) ? value : {};
  if (typeof id !== 'string' || typeof name !== 'string' || typeof type !== 'string') throw unreadable('/areas');
  return { id, name, type };
}

const unreadable = (path: string) => new ApiAnswerUnreadable(`GET ${path}`);
