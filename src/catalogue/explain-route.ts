import type { Region, Regions } from './regions.ts';
import { findObstacle, type Obstacle, type Route, type RoutingQuestion, routesOf, strongestFirst } from './routing.ts';

/** What became of a route: it was chosen, something stood in its way, or another one came first. */
export type Verdict = Obstacle | 'chosen' | 'replaced' | 'farther';

/** A place that was looked at, and the routes that it has for the service. */
export interface Step {
  readonly place: Region;
  readonly routes: readonly { readonly route: Route; readonly verdict: Verdict }[];
}

/** Where `findRoute` looks and what it finds there, nearest first: the region, its Samtgemeinde, its county, its Land. */
export function explainRoute(question: RoutingQuestion, routes: readonly Route[], regions: Regions): Step[] {
  const { service, region } = question;
  const ofService = routesOf(service.id, routes);
  let chosen = false;
  return [region, ...regions.parents(region.ars)].map((place) => {
    let first = true;
    const there = [...(ofService.get(place.ars) ?? [])].sort(strongestFirst).map((route) => {
      const obstacle = findObstacle(route, question);
      if (obstacle) return { route, verdict: obstacle };
      const verdict: Verdict = !first ? 'replaced' : chosen ? 'farther' : 'chosen';
      first = false;
      return { route, verdict };
    });
    chosen ||= !first;
    return { place, routes: there };
  });
}
