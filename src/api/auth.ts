import type { Context, MiddlewareHandler } from 'hono';
import type { Plan } from '../intake/plan.ts';
import type { Caller } from '../store/api-keys.ts';
import type { Scope } from '../store/read-submissions.ts';
import type { Role } from '../store/tables.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problems.ts';

export interface ApiEnvironment {
  Variables: { caller: Caller };
}

export type ApiContext = Context<ApiEnvironment>;

type NetworkConfig = Plan['config'];

/** The network that an operator wants to act in, where another one has delegated its administration. */
export const networkHeader = 'zustellwerk-network';

/** The key of a request, if it has one. */
export function keyOf(headers: Headers): string | undefined {
  return /^Bearer ([^\s]+)$/.exec(headers.get('authorization') ?? '')?.[1];
}

/** Whose network a caller belongs to; a key that names none belongs to the network that has its subject. */
export function isOfNetwork({ networkId, role, subject }: Caller, config: NetworkConfig, alone: boolean): boolean {
  if (networkId !== null) return networkId === config.network.id;
  const subjects = {
    portal: config.portals,
    vendor: config.destinations,
    clerk: config.authorities,
    operator: [],
  }[role];
  return alone || subjects.some(({ id }) => id === subject);
}

/** Whether an operator of another network may act in this one. */
export function mayAdminister({ role, networkId }: Caller, { network }: NetworkConfig): boolean {
  return role === 'operator' && networkId !== null && network.administeredBy.includes(networkId);
}

/**
 * Finds the caller by `Authorization: Bearer KEY`; everything behind it has one, of this network or administering it.
 * Another network than the caller may act in is as if it did not exist.
 */
export function authenticate({
  findCaller,
  plan: { config },
  alone,
}: Pick<ApiParts, 'findCaller' | 'plan' | 'alone'>): MiddlewareHandler<ApiEnvironment> {
  return async function authenticate(c, next) {
    const key = keyOf(c.req.raw.headers);
    const caller = key === undefined ? undefined : await findCaller(key);
    const ours = caller !== undefined && isOfNetwork(caller, config, alone);
    if (!caller || !(ours || mayAdminister(caller, config))) {
      c.header('WWW-Authenticate', 'Bearer realm="zustellwerk"');
      return problem(c, 'unauthenticated');
    }
    const wanted = c.req.header(networkHeader);
    if (wanted !== undefined && wanted !== config.network.id) return problem(c, 'not-found');
    // What a guest does is kept under the name of its network.
    c.set('caller', ours ? caller : { ...caller, subject: `${caller.subject} (${caller.networkId})` });
    return mayCome(caller, c.req.path) ? next() : problem(c, 'forbidden');
  };
}

/** A clerk's key opens mailboxes and what helps to find them, and nothing that is added elsewhere. */
function mayCome({ role }: Caller, path: string): boolean {
  return role !== 'clerk' || /^\/v1\/(mailbox\/.|destinations$|services$)/.test(path);
}

/** Lets only some roles through. */
export function allow(...roles: readonly Role[]): MiddlewareHandler<ApiEnvironment> {
  return async function allow(c, next) {
    return roles.includes(c.get('caller').role) ? next() : problem(c, 'forbidden');
  };
}

/** What a caller may see: portals what they submitted, vendors what goes to their destination, and so on. */
export function scopeOf({ role, subject }: Caller, networkId: string): Scope {
  switch (role) {
    case 'portal':
      return { column: 'portal_id', value: subject };
    case 'vendor':
      return { column: 'destination_id', value: subject };
    case 'operator':
      return { column: 'network_id', value: networkId };
    case 'clerk':
      return { column: 'authority_id', value: subject };
  }
}
