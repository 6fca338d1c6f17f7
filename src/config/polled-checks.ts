import { suggest } from '../nearest.ts';
import type { Finding } from './explain-issues.ts';
import type { NetworkConfig } from './network-schema.ts';

/** Lists of the network file whose members are polled, each with an id of its own among all sources. */
const polledKinds = ['formSolutions', 'xtaMailboxes', 'dropFolders'] as const;

export type PolledKind = (typeof polledKinds)[number];

/** What all polled sources refer to: an id of their own, an authority and a portal. */
export function* findPolledFaults(config: NetworkConfig): Generator<Finding> {
  const ids = [config.sources, ...polledKinds.map((kind) => config[kind])].flatMap((list) => list.map(({ id }) => id));
  const known = {
    authority: config.authorities.map(({ id }) => id),
    portal: config.portals.map(({ id }) => id),
  };
  for (const kind of polledKinds) {
    for (const [index, source] of config[kind].entries()) {
      const at = [kind, index];
      if (ids.filter((id) => id === source.id).length > 1) {
        yield { path: [...at, 'id'], problem: `"${source.id}" is there twice`, expected: 'an id of its own' };
      }
      for (const member of ['authority', 'portal'] as const) {
        if (known[member].includes(source[member])) continue;
        const problem = `names the unknown ${member} "${source[member]}"`;
        yield { path: [...at, member], problem, expected: suggest(source[member], known[member]) };
      }
    }
  }
}
