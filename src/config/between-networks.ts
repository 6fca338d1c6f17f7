import { ConfigError, type ConfigFault } from './config-error.ts';
import { faultAt, type Network } from './load-network.ts';

/** Keys, rows and addresses name these by their id alone. */
const unique = [
  'authorities',
  'portals',
  'destinations',
  'sources',
  'formSolutions',
  'xtaMailboxes',
  'dropFolders',
] as const;

/**
 * What holds between the networks of one gateway.
 *
 * @returns agreements that only one side has.
 * @throws ConfigError with each id that two networks have, and a second delivery service of FIT-Connect.
 */
export function checkBetweenNetworks(networks: readonly Network[]): ConfigFault[] {
  const faults = [...findSharedIds(networks), ...findSecondService(networks)];
  if (faults.length > 0) throw new ConfigError(faults);
  return [...findOneSided(networks)];
}

function* findSharedIds(networks: readonly Network[]): Generator<ConfigFault> {
  const owners = new Map<string, string>();
  for (const network of networks) {
    const { id } = network.config.network;
    if (owners.has(id)) yield faultAt(network, ['network', 'id'], `"${id}" is another network too`, 'an id of its own');
    owners.set(id, id);
  }
  for (const part of unique) {
    const seen = new Map<string, string>();
    for (const network of networks) {
      for (const [index, { id }] of network.config[part].entries()) {
        const owner = seen.get(id);
        const expected = 'an id that no other network of this gateway has';
        if (owner) yield faultAt(network, [part, index, 'id'], `"${id}" is one of ${owner} too`, expected);
        else seen.set(id, network.config.network.id);
      }
    }
  }
}

function* findSecondService(networks: readonly Network[]): Generator<ConfigFault> {
  for (const network of networks.filter(({ config }) => config.fitConnect).slice(1)) {
    yield faultAt(network, ['fitConnect'], 'is the second one of this gateway', 'one, as they share the address');
  }
}

function* findOneSided(networks: readonly Network[]): Generator<ConfigFault> {
  for (const network of networks) {
    const { agreements, network: own } = network.config;
    for (const [index, { with: other, contract }] of agreements.entries()) {
      const there = networks.find(({ config }) => config.network.id === other)?.config.agreements;
      if (there?.some((each) => each.with === own.id && each.contract === contract)) continue;
      const problem = `is not in force: ${other} has no agreement with ${own.id} about "${contract}"`;
      yield faultAt(network, ['agreements', index], problem, 'the same contract in the network file of both');
    }
  }
}
