import type { Network } from '../config/load-network.ts';
import type { Regions } from './regions.ts';
import type { Period, Service } from './service.ts';

export type ServiceSettings = Network['config']['services'];

interface Place {
  /** ARS; absent: no place in particular. */
  readonly ars?: string | undefined;
  /** `YYYY-MM-DD`, in Berlin. */
  readonly day: string;
}

/**
 * The service as it is offered at a place on a day: what the catalogue says, overruled by the network, that by the county,
 * and so on down to the municipality; of what is said for one place, by what began last. Pure.
 */
export function serviceAt(service: Service, { ars, day }: Place, settings: ServiceSettings, regions: Regions): Service {
  const ofService = settings.filter((each) => each.service === service.id && (each.from ?? '') <= day);
  if (ofService.length === 0) return service;
  const places = ars === undefined ? [] : [ars, ...regions.parents(ars).map((parent) => parent.ars)].reverse();
  const saidAt = [undefined, ...places].flatMap((place) =>
    ofService
      .filter(({ region }) => (place === undefined ? region === undefined : region?.includes(place)))
      .sort((a, b) => (a.from ?? '').localeCompare(b.from ?? '')),
  );
  return saidAt.reduce(overrule, service);
}

function overrule(service: Service, said: ServiceSettings[number]): Service {
  const { trustLevel, fee, urgent, attachments, fileLimits, open, changes } = said;
  return {
    ...service,
    ...(trustLevel && { trustLevel, trustLevelCertainty: 'configured' }),
    ...(fee && { fee, payable: fee.amount > 0 }),
    ...(urgent !== undefined && { urgent }),
    ...(attachments && {
      attachments: service.attachments.map((each) => ({ ...each, ...attachments.find(({ id }) => id === each.id) })),
    }),
    ...(fileLimits && { fileLimits }),
    ...(open && { open }),
    ...(changes && { changes: [...service.changes, ...changes] }),
  };
}

/** Whether a service takes submissions, and when that changes; times as in its periods. */
export type Openness =
  | { readonly state: 'open'; readonly closes?: string }
  | { readonly state: 'closed'; readonly opens?: string; readonly closed?: string };

/** @param now the minute in Berlin, `2027-09-24T18:00`. */
export function opennessOf({ open }: Pick<Service, 'open'>, now: string): Openness {
  if (open.length === 0) return { state: 'open' };
  const current = open.find((period) => begun(period, now) && !ended(period, now));
  if (current) return { state: 'open', ...(current.closes !== undefined && { closes: current.closes }) };
  const [opens] = open.flatMap((period) => (begun(period, now) ? [] : [period.opens ?? ''])).sort();
  const closed = open
    .flatMap(({ closes }) => (closes !== undefined && closes <= now ? [closes] : []))
    .sort()
    .at(-1);
  return { state: 'closed', ...(opens !== undefined && { opens }), ...(closed !== undefined && { closed }) };
}

function begun({ opens }: Period, now: string): boolean {
  return opens === undefined || opens <= now;
}

function ended({ closes }: Period, now: string): boolean {
  return closes !== undefined && closes <= now;
}
