/**
 * Reads a network, asks it, and prints what that took: a process of its own, so that its memory is its own.
 *
 * @module
 */
import { showService } from '../src/api/show-service.ts';
import { findRoute } from '../src/catalogue/routing.ts';
import { fold } from '../src/nearest.ts';
import { ownTime } from './cpu-time.ts';
import { quantile } from './numbers.ts';
import { readPlan } from './plan.ts';

/** What a network costs. */
export interface PlanCosts {
  readonly services: number;
  readonly authorities: number;
  /** Each route once for each service and region. */
  readonly routes: number;
  /** Reading and checking, in milliseconds. */
  readonly start: number;
  /** CPU time of that. */
  readonly cpu: number;
  /** Bytes of the heap after that, garbage collected. */
  readonly heap: number;
  /** Microseconds for a search with two words. */
  readonly search: number;
  /** Microseconds for the same words, looked for in each name by `includes`: the baseline of a search. */
  readonly scan: number;
  /** Microseconds to find the way of a service in a region. */
  readonly route: number;
  /** Microseconds to find twenty services and tell all of them for a region, as JSON. */
  readonly tell: number;
}

const [, , file = ''] = process.argv;
const begun = performance.now();
const used = ownTime();
const plan = await readPlan(file);
const start = performance.now() - begun;
const cpu = (ownTime() - used) / 1000;
globalThis.gc?.();
const heap = process.memoryUsage().heapUsed;

const { catalogue, regions, routes, config } = plan;
const services = catalogue.list();
const words = ['Gewerbe anmelden', 'Hundestuer', 'fischerei ausweis', 'Ich möchte mein Auto ummelden', 'Vorgang 17'];
const places = regions
  .list()
  .flatMap((region) =>
    region.ags === null || !regions.isMunicipality(region) ? [] : [{ ...region, ags: region.ags }],
  );
const now = new Date();

const costs: PlanCosts = {
  services: services.length,
  authorities: config.authorities.length,
  routes: routes.length,
  start,
  cpu,
  heap,
  search: measure((turn) => catalogue.search(pick(words, turn))),
  scan: measure((turn) => {
    const wanted = pick(words, turn).split(' ').map(fold);
    return services.filter(({ nameDe }) => wanted.every((word) => fold(nameDe).includes(word)));
  }),
  route: measure((turn) =>
    findRoute(
      { service: pick(services, turn), act: 'apply', region: pick(places, turn), day: '2026-11-25' },
      routes,
      regions,
    ),
  ),
  tell: measure((turn) => {
    const asked = { region: pick(places, turn), portal: 'kreisportal', now };
    const found = catalogue.search(pick(words, turn)).slice(0, 20);
    return JSON.stringify(found.map((service) => showService(service, asked, plan)));
  }),
};
plan.schemas.dispose();
console.log(JSON.stringify(costs));

function pick<T>(list: readonly T[], turn: number): T {
  const item = list[turn % list.length];
  if (item === undefined) throw new Error('an empty list');
  return item;
}

/** The median of many turns, in microseconds, after a warm-up. */
function measure(work: (turn: number) => unknown): number {
  const times: number[] = [];
  for (let turn = 0; turn < 600; turn++) {
    const before = performance.now();
    work(turn);
    if (turn >= 100) times.push((performance.now() - before) * 1000);
  }
  return quantile(times, 0.5);
}
