import { type Finding, finding } from '../findings.ts';
import { homeOf } from './join-plans.ts';
import type { Destination, Phase, Plan, Portal } from './plan.ts';

/** Whether a message is marked as a test: one of the networks is one, or the portal. */
export function isTest(portal: Portal, home: Pick<Plan, 'config'>, plan: Pick<Plan, 'config'>): boolean {
  return portal.test || home.config.network.test || plan.config.network.test;
}

/** How far the authority of a destination has come. */
export function phaseOf({ id, authority }: Pick<Destination, 'id' | 'authority'>, plan: Plan): Phase {
  return homeOf(id, plan).config.authorities.find((each) => each.id === authority)?.phase ?? 'live';
}

/**
 * Nothing is delivered to an authority that is not live: in the phase `test` it takes what is marked as a test, before that
 * nothing. Dry runs are not asked.
 */
export function checkPublished({ id, authority: owner }: Destination, portal: Portal, plan: Plan): Finding[] {
  const home = homeOf(id, plan);
  const phase = phaseOf({ id, authority: owner }, plan);
  if (phase === 'live' || (phase === 'test' && isTest(portal, home, plan))) return [];
  return [finding(['region'], 'not-live', { detail: phase })];
}
