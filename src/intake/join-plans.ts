import { createRegions } from '../catalogue/regions.ts';
import type { Plan } from './plan.ts';

/**
 * The plans of all networks of a gateway, each with the routes of those that it has an agreement with: routing goes by
 * place and service, whichever portal asks. Networks without an agreement know nothing of each other.
 */
export function joinPlans(plans: readonly Plan[]): readonly Plan[] {
  const joined: readonly Plan[] = plans.map((plan) => join(plan, plans, () => joined));
  return joined;
}

function join(plan: Plan, plans: readonly Plan[], joined: () => readonly Plan[]): Plan {
  const others = plans.filter((other) => findAgreement(plan, other));
  if (others.length === 0) return plan;
  const ids = others.map(({ config }) => config.network.id);
  return {
    ...plan,
    routes: [...plan.routes, ...others.flatMap((other) => openRoutes(other, plan))],
    regions: createRegions([plan, ...others].flatMap(({ config }) => config.regions)),
    // What another network says of its places holds there; what it says of all places is its own.
    config: { ...plan.config, services: [...plan.config.services, ...others.flatMap(servicesOfPlaces)] },
    neighbours: () => joined().filter(({ config }) => ids.includes(config.network.id)),
  };
}

function servicesOfPlaces({ config }: Plan): Plan['config']['services'] {
  return config.services.filter(({ region }) => region !== undefined);
}

/** What one network lets the portals of another one use: the services and days that both sides of their agreement name. */
function openRoutes(of: Plan, to: Plan): Plan['routes'] {
  const sides = findAgreement(of, to) ?? [];
  return of.routes.flatMap((route) => {
    if (!sides.every(({ services }) => services?.includes(route.service) ?? true)) return [];
    const [from] = [route, ...sides]
      .flatMap((each) => each.from ?? [])
      .sort()
      .reverse();
    const [until] = [route, ...sides].flatMap((each) => each.until ?? []).sort();
    return [{ ...route, from, until }];
  });
}

/** Both sides of an agreement; there is none where one side is missing or names another contract. */
function findAgreement({ config: one }: Plan, { config: other }: Plan) {
  const here = one.agreements.find((each) => each.with === other.network.id);
  const there = other.agreements.find((each) => each.with === one.network.id);
  return here && there && here.contract === there.contract ? ([here, there] as const) : undefined;
}

type Joined = Pick<Plan, 'config' | 'neighbours'>;

/** The plan of the network whose destination it is: this one, or one that it has an agreement with. */
export function homeOf<P extends Joined>(destinationId: string, plan: P): P | Plan {
  return findOwner(plan, ({ destinations }) => destinations.some(({ id }) => id === destinationId));
}

/** The plan of the network whose portal it is: this one, or one that it has an agreement with. */
export function originOf(portalId: string, plan: Plan): Plan {
  return findOwner(plan, ({ portals }) => portals.some(({ id }) => id === portalId));
}

function findOwner<P extends Joined>(plan: P, owns: (config: Plan['config']) => boolean): P | Plan {
  if (!plan.neighbours || owns(plan.config)) return plan;
  return plan.neighbours().find(({ config }) => owns(config)) ?? plan;
}
