import { ars, day, id, list, listOrOne, mapping, text, webAddress } from './fields.ts';

const linkOut = mapping({
  name: text('the name of the portal').describe('Name of the portal, as people know it.'),
  url: webAddress.describe('Where people apply; https only.'),
});

const efa = mapping({
  id: id.describe('Id of the online service, one that you choose.'),
  name: text('the name of the online service').describe('Name of the nationwide online service, as people know it.'),
  url: webAddress.optional().describe('Where people apply, if one address serves all; https only.'),
  portal: id
    .optional()
    .describe('Portal under which its submissions come in, mostly that of a source: for it the other routes stay.'),
});

const information = mapping({
  name: text('the name of the offer').describe('Name of the offer, as people know it.'),
  url: webAddress.describe('Where people read it; https only.'),
});

/** The ways of a service, as a route names them. */
const ways = ['destination', 'linkOut', 'efa', 'information'] as const;

/** One route of a network file: services in regions, and exactly one of their ways. */
export const route = mapping({
  service: listOrOne(id, 'the id of a service').describe('Id of the service, or list of ids.'),
  act: listOrOne(id, 'an act, like apply')
    .optional()
    .describe('Act within the service, or list of acts; absent: `apply` with a destination, every act with a link.'),
  region: listOrOne(ars, 'the 12 digits of an ARS in quotes, like "034570013013"').describe(
    'Region, or list of regions, that the route is for (ARS, in quotes).',
  ),
  from: day
    .optional()
    .describe('First day; absent: always. Of several routes of a place, the one that begins last holds.'),
  until: day.optional().describe('Last day; absent: without end. Afterwards the earlier route holds again.'),
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
  information: information
    .optional()
    .describe('Way 4: there is nothing to apply for, only to read; a submission is refused with the link to it.'),
})
  .superRefine((given, context) => {
    const [first = 'destination', ...others] = ways.filter((way) => given[way] !== undefined);
    const message = `exactly one of ${ways.join(', ')}`;
    if (given[first] === undefined) context.addIssue({ code: 'custom', path: [first], message });
    for (const way of others) context.addIssue({ code: 'custom', path: [way], message });
    if (given.from !== undefined && given.until !== undefined && given.until < given.from) {
      context.addIssue({ code: 'custom', path: ['until'], message: `a day that is not before ${given.from}` });
    }
    if (given.portals && given.destination === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['portals'],
        message: 'a destination beside it: a link is for everybody',
      });
    }
  })
  .transform((given) => (given.destination === undefined ? given : { ...given, act: given.act ?? ['apply'] }));
