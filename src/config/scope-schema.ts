import { z } from 'zod';
import { ars, duration, id, list, mapping, wholeNumber } from './fields.ts';

/** `submit` includes `dry-run`. */
const portalVerbs = ['submit', 'dry-run', 'read'] as const;

/** What a portal may do; what is left out is not restricted. */
export const scope = mapping({
  services: list(id, 'service ids, like [hundesteuer-anmeldung]')
    .min(1, { error: 'at least one service' })
    .optional()
    .describe('Services that it may submit; absent: all.'),
  regions: list(ars, 'regions, each 12 digits in quotes')
    .min(1, { error: 'at least one region' })
    .optional()
    .describe('Regions that it may submit for, each with all that belongs to it; absent: all.'),
  verbs: list(z.enum(portalVerbs, { error: `one of ${portalVerbs.join(', ')}` }), 'verbs, like [dry-run, read]')
    .min(1, { error: 'at least one verb' })
    .optional()
    .describe('`submit` (with `dry-run`), `dry-run` alone (nothing is stored), `read`; absent: all.'),
});

export const rate = mapping({
  requests: wholeNumber(1, 1_000_000).describe('Requests that each process answers within `per`.'),
  per: duration.prefault('1m').describe('After this time, counting begins anew.'),
});
