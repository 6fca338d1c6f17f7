import { z } from 'zod';
import { ars, id, list, mapping, text, webAddress } from './fields.ts';

const linkOut = mapping({
  name: text('the name of the portal').describe('Name of the portal, as people know it.'),
  url: webAddress.describe('Where people apply; https only.'),
});

const efa = mapping({
  id: id.describe('Id of the online service, one that you choose.'),
  name: text('the name of the online service').describe('Name of the nationwide online service, as people know it.'),
  url: webAddress.optional().describe('Where people apply, if one address serves all; https only.'),
});

/** The ways of a service, as a route names them. */
const ways = ['destination', 'linkOut', 'efa'] as const;

/** One route of a network file: a service in a region, and exactly one of its ways. */
export const route = mapping({
  service: id.describe('Id of the service.'),
  act: z
    .union([id, list(id, 'acts').min(1)], { error: 'an act, like apply, or a list of them' })
    .transform((acts) => (typeof acts === 'string' ? [acts] : acts))
    .optional()
    .describe('Act within the service, or list of acts; absent: `apply` with a destination, every act with a link.'),
  region: z
    .union([ars, list(ars, 'ARS').min(1)], {
      error: 'the 12 digits of an ARS in quotes, like "034570013013", or a list of them',
    })
    .transform((regions) => (typeof regions === 'string' ? [regions] : regions))
    .describe('Region, or list of regions, that the route is for (ARS, in quotes).'),
  destination: id.optional().describe('Way 1: id of the destination that takes it.'),
  portals: list(id, 'portal ids, like [kreisportal]')
    .min(1, { error: 'at least one portal, like [kreisportal]' })
    .optional()
    .describe(
      'Only these portals may use the destination; for all others the route is not there. Absent: every portal.',
    ),
  linkOut: linkOut
    .optional()
    .describe('Way 2: people apply in another portal; a submission is refused with the link to it.'),
  efa: efa
    .optional()
    .describe(
      'Way 3: people apply in a nationwide online service (Einer für Alle), whose submissions come in by FIT-Connect; a submission of an own form is refused with the link to it.',
    ),
})
  .superRefine((given, context) => {
    const [first = 'destination', ...others] = ways.filter((way) => given[way] !== undefined);
    const message = `exactly one of ${ways.join(', ')}`;
    if (given[first] === undefined) context.addIssue({ code: 'custom', path: [first], message });
    for (const way of others) context.addIssue({ code: 'custom', path: [way], message });
    if (given.portals && given.destination === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['portals'],
        message: 'a destination beside it: a link is for everybody',
      });
    }
  })
  .transform((given) => (given.destination === undefined ? given : { ...given, act: given.act ?? ['apply'] }));
