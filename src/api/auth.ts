import type { Context, MiddlewareHandler } from 'hono';
import type { Caller } from '../store/api-keys.ts';
import type { Scope } from '../store/read-submissions.ts';
import type { Role } from '../store/tables.ts';
import { problem } from './problems.ts';

export interface ApiEnvironment {
  Variables: { caller: Caller };
}

export type ApiContext = Context<ApiEnvironment>;

/** Finds the caller by `Authorization: Bearer KEY`; everything behind it has one. */
export function authenticate(find: (key: string) => Promise<Caller | undefined>): MiddlewareHandler<ApiEnvironment> {
  return async function authenticate(c, next) {
    const key = /^Bearer ([^\s]+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const caller = key === undefined ? undefined : await find(key);
    if (!caller) {
      c.header('WWW-Authenticate', 'Bearer realm="zustellwerk"');
      return problem(c, 'unauthenticated');
    }
    c.set('caller', caller);
    await next();
    return undefined;
  };
}

/** Lets only some roles through. */
export function allow(...roles: readonly Role[]): MiddlewareHandler<ApiEnvironment> {
  return async function allow(c, next) {
    if (!roles.includes(c.get('caller').role)) return problem(c, 'forbidden');
    await next();
    return undefined;
  };
}

/** A clerk's key opens mailboxes and what helps to find them, and nothing that is added elsewhere. */
export const confineClerks: MiddlewareHandler<ApiEnvironment> = async (c, next) => {
  const open = /^\/v1\/(mailbox\/.|destinations$|services$)/.test(c.req.path);
  if (c.get('caller').role === 'clerk' && !open) return problem(c, 'forbidden');
  await next();
  return undefined;
};

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
