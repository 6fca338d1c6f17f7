import { dirname } from 'node:path';
import { ConfigError, type ConfigFault } from '../config/config-error.ts';
import { faultAt, type Network } from '../config/load-network.ts';
import type { PolledKind } from '../config/polled-checks.ts';
import { resolveSecrets } from '../config/secrets.ts';
import type { Plan, Portal } from '../intake/plan.ts';
import type { Polled } from '../store/leased-rounds.ts';

type ConfigOf<Kind extends PolledKind> = Network['config'][Kind][number];

/** A source that is polled: what the network file says of it, and under which portal it submits. */
export interface PolledSource<Kind extends PolledKind> {
  readonly config: ConfigOf<Kind>;
  readonly kind: Kind;
  readonly portal: Portal;
}

/** A source of any polled kind. */
export type PolledSourceOfKind = { [Kind in PolledKind]: PolledSource<Kind> }[PolledKind];

/** What is wrong with a source as it was opened. */
export interface SourceFault {
  readonly member: string;
  readonly problem: string;
  readonly expected: string;
}

/**
 * Opens all sources of a kind.
 *
 * @param secretsOf the members that may be references.
 * @param open makes of a source, with what the references lead to, what polling it needs; or says what is wrong.
 * @throws ConfigError with all faults, each at its line; never with a value.
 */
export function openPolledSources<Kind extends PolledKind, Secrets extends object, Opened extends object>(
  network: Network,
  kind: Kind,
  secretsOf: (config: ConfigOf<Kind>) => Secrets,
  open: (config: ConfigOf<Kind>, secrets: Secrets) => Opened | readonly SourceFault[],
): (PolledSource<Kind> & Opened)[] {
  const faults: ConfigFault[] = [];
  const sources = (network.config[kind] as readonly ConfigOf<Kind>[]).flatMap((config, index) => {
    const portal = network.config.portals.find(({ id }) => id === config.portal);
    try {
      const opened = open(config, resolveSecrets(secretsOf(config), dirname(network.file)) as Secrets);
      if (!isList(opened)) return portal ? [{ kind, config, portal, ...opened }] : [];
      for (const { member, problem, expected } of opened) {
        faults.push(faultAt(network, [kind, index, member], problem, expected));
      }
    } catch (cause) {
      const problem = cause instanceof Error ? cause.message : 'cannot be read';
      faults.push(faultAt(network, [kind, index], problem, 'a secret that can be read'));
    }
    return [];
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return sources;
}

/** How each is looked at again and again. */
export function pollEach<Source extends PolledSourceOfKind>(
  sources: readonly Source[],
  { config: { network } }: Plan,
  look: (source: Source, goesOn: () => boolean) => Promise<void>,
): Polled[] {
  return sources.map((source) => ({
    id: source.config.id,
    networkId: network.id,
    authorityId: source.config.authority,
    every: source.config.poll,
    look: (goesOn) => look(source, goesOn),
  }));
}

function isList<Opened extends object>(opened: Opened | readonly SourceFault[]): opened is readonly SourceFault[] {
  return Array.isArray(opened);
}
