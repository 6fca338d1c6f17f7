import { ConfigError, type ConfigFault } from '../config/config-error.ts';
import { faultAt, type Network } from '../config/load-network.ts';
import type { ServiceAct } from '../domains/service.ts';
import { chooseMessage, commonMessages, tellValidity, validityOn } from '../domains/versions.ts';
import { suggest } from '../nearest.ts';
import { type Destination, versionRules } from './plan.ts';

/**
 * Whether each route has a message that its service can be sent as, its destination takes, and that may be used on
 * `day` (`YYYY-MM-DD`, Berlin).
 *
 * @returns what does not stand in the way today: messages that nobody here can build, or that may not be used today
 * while another one may.
 * @throws ConfigError with each route that has no such message.
 */
export function checkVersions(network: Network, acts: readonly ServiceAct[], day: string): ConfigFault[] {
  const { routes, destinations } = network.config;
  const byService = Map.groupBy(acts, ({ serviceId }) => serviceId);
  const faults = routes.flatMap((route, index) => {
    const destination = destinations.find(({ id }) => id === route.destination);
    const routed = route.service
      .flatMap((service) => byService.get(service) ?? [])
      .filter(({ act }) => route.act?.includes(act));
    return destination ? routed.flatMap((act) => checkRoute(network, index, act, destination, day)) : [];
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return [...findUnbuilt(network, acts), ...findUnusable(network, acts, day)];
}

function checkRoute(
  network: Network,
  index: number,
  act: ServiceAct,
  destination: Destination,
  day: string,
): ConfigFault[] {
  const rules = versionRules(network, destination);
  if (chooseMessage(act, destination.messages, day, rules)) return [];
  const at = ['routes', index, 'destination'];
  const common = commonMessages(act, destination.messages);
  if (common.length === 0) {
    const buildable = act.messages.map(({ definition }) => definition.id).join(', ');
    const problem = `leads to ${destination.id}, which takes no message of ${act.serviceId} (${act.act})`;
    return [faultAt(network, at, problem, `one of ${buildable} in the messages of ${destination.id}`)];
  }
  const told = common.map(({ definition }) => `${definition.id} is ${tellValidity(definition.standard)}`).join(', ');
  const problem = `leads to ${destination.id}, which takes no message of ${act.serviceId} (${act.act}) that may be used on ${day}: ${told}`;
  const expected = `a version that is valid, or versions.overlapDays or versions.earlyDays as agreed with ${destination.id}`;
  return [faultAt(network, at, problem, expected)];
}

/** Routes and messages of which nothing here knows how to build them. */
function findUnbuilt(network: Network, acts: readonly ServiceAct[]): ConfigFault[] {
  const { routes, destinations } = network.config;
  const byService = Map.groupBy(acts, ({ serviceId }) => serviceId);
  const ids = [...new Set(acts.flatMap(({ messages }) => messages.map(({ definition }) => definition.id)))];
  const idleRoutes = routes.flatMap(({ service, act: names = [], destination }, index) => {
    // A link needs no message.
    if (destination === undefined) return [];
    return service.flatMap((id) => {
      const known = byService.get(id)?.map(({ act }) => act) ?? [];
      return names
        .filter((name) => !known.includes(name))
        .map((name) => {
          const expected = known.length > 0 ? suggest(name, known) : 'a service that has a message of its own';
          return faultAt(network, ['routes', index], `${id} (${name}) has no message here yet`, expected);
        });
    });
  });
  const unbuilt = destinations.flatMap(({ messages }, index) =>
    messages.flatMap((id, item) =>
      ids.includes(id)
        ? []
        : [
            faultAt(
              network,
              ['destinations', index, 'messages', item],
              `"${id}" cannot be built here`,
              suggest(id, ids),
            ),
          ],
    ),
  );
  return [...idleRoutes, ...unbuilt];
}

/** Versions whose days are over, or have not begun, by what the destination agreed to. */
function findUnusable(network: Network, acts: readonly ServiceAct[], day: string): ConfigFault[] {
  const standards = new Map(
    acts.flatMap(({ messages }) => messages.map(({ definition: { id, standard } }) => [id, standard] as const)),
  );
  return network.config.destinations.flatMap((destination, index) =>
    destination.messages.flatMap((id, item) => {
      const standard = standards.get(id);
      if (!standard || validityOn(standard, day, versionRules(network, destination)) === 'usable') return [];
      const problem = `"${id}" may not be used on ${day}: it is ${tellValidity(standard)}`;
      return [faultAt(network, ['destinations', index, 'messages', item], problem, 'no change if that is meant')];
    }),
  );
}
