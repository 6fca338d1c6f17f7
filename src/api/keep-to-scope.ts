import type { MiddlewareHandler } from 'hono';
import type { ApiEnvironment } from './auth.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problems.ts';

type Portals = Pick<ApiParts, 'plan' | 'now'>;

/** What everybody may look up: it is about services, not about submissions. */
const open = /^\/v1\/(services|routes|destinations)(\/|$)/;

/**
 * A portal does what its scope in the network file allows: reading, submitting, or submitting as a dry run alone. Services
 * and regions are judged with the submission, beside its other faults.
 */
export function keepToScope({ plan }: Pick<Portals, 'plan'>): MiddlewareHandler<ApiEnvironment> {
  const verbs = new Map(plan.config.portals.map(({ id, scope }) => [id, scope.verbs]));
  return async function keepToScope(c, next) {
    const { role, subject } = c.get('caller');
    const allowed = role === 'portal' ? verbs.get(subject) : undefined;
    if (!allowed || (c.req.method === 'GET' && open.test(c.req.path))) return next();
    const wanted = c.req.method === 'GET' ? 'read' : c.req.query('dryRun') === 'true' ? 'dry-run' : 'submit';
    const may = allowed.includes(wanted) || (wanted === 'dry-run' && allowed.includes('submit'));
    return may ? next() : problem(c, 'outside-scope', { detail: `${wanted} (${allowed.join(', ')})` });
  };
}

/**
 * Counts the requests of each portal that has a `rate`, in this process: it guards the process against a portal gone wild,
 * and a count in the database would be a write for each request. Headers as in draft-ietf-httpapi-ratelimit-headers-10.
 */
export function limitRate({ plan, now }: Portals): MiddlewareHandler<ApiEnvironment> {
  const limits = new Map(plan.config.portals.flatMap(({ id, rate }) => (rate ? [[id, rate] as const] : [])));
  const counts = new Map<string, { ends: number; used: number }>();
  return async function limitRate(c, next) {
    const { role, subject } = c.get('caller');
    const limit = role === 'portal' ? limits.get(subject) : undefined;
    if (!limit) return next();
    const at = now().getTime();
    const known = counts.get(subject);
    const count = known && known.ends > at ? known : { ends: at + limit.per, used: 0 };
    counts.set(subject, count);
    count.used++;
    const seconds = String(Math.ceil((count.ends - at) / 1000));
    const remaining = Math.max(0, limit.requests - count.used);
    const tooMany = count.used > limit.requests;
    if (tooMany) c.res = problem(c, 'too-many-requests');
    else await next();
    c.header('RateLimit-Policy', `"portal";q=${limit.requests};w=${Math.ceil(limit.per / 1000)}`);
    c.header('RateLimit', `"portal";r=${remaining};t=${seconds}`);
    if (tooMany) c.header('Retry-After', seconds);
    return undefined;
  };
}
