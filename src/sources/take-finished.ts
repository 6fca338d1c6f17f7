import { createHash, randomUUID } from 'node:crypto';
import { acceptFinished } from '../intake/accept-finished.ts';
import type { IntakeParts } from '../intake/intake-result.ts';
import type { Plan } from '../intake/plan.ts';
import { quarantinePickedUp } from '../store/quarantine.ts';
import type { PolledSource } from './polled-source.ts';

interface TakingParts {
  readonly plan: Plan;
  readonly intake: IntakeParts;
}

/** The source that has it, and what holds where its messages do not say it. */
type Origin = Pick<PolledSource<'xtaMailboxes'>, 'config' | 'portal'>;

/** What became of a finished message that was picked up: it is a submission, or lies in quarantine. Both are durable. */
export type Taken =
  | { readonly kind: 'accepted'; readonly submission: string }
  /** `reason`: rules that it breaks, without content. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * The same intake as of any portal; the UUID of the message makes it one submission however often it is picked up.
 *
 * @throws when it cannot be judged or stored now.
 */
export async function takeFinished(
  xml: Uint8Array,
  { config, portal }: Origin,
  { plan, intake }: TakingParts,
): Promise<Taken> {
  const { service: serviceId, act, region } = config;
  const request = { portal, xml, beside: {}, otherwise: { serviceId, act, region }, dryRun: false };
  const result = await acceptFinished(request, plan, intake);
  switch (result.kind) {
    case 'accepted':
      return { kind: 'accepted', submission: result.accepted.id };
    case 'refused': {
      const rules = result.findings.map(({ finding }) => finding.params?.id ?? finding.rule);
      return { kind: 'refused', reason: [...new Set(rules)].slice(0, 10).join(', ') };
    }
    case 'key-reused':
    case 'reference-used':
      return { kind: 'refused', reason: result.kind };
    default:
      throw new Error(`A message cannot be taken now: ${result.kind}.`);
  }
}

/**
 * The same, and what is refused goes to quarantine: a person looks at it.
 *
 * @throws also when the quarantine is full.
 */
export async function takeOrQuarantine(xml: Uint8Array, source: Origin, parts: TakingParts): Promise<Taken> {
  const taken = await takeFinished(xml, source, parts);
  if (taken.kind === 'accepted') return taken;
  const { plan, intake } = parts;
  const id = randomUUID();
  const key = intake.seal.newDataKey(id);
  const kept = await quarantinePickedUp(intake.pool, {
    id,
    networkId: plan.config.network.id,
    sourceId: source.config.id,
    receivedAt: intake.now(),
    reason: taken.reason,
    size: xml.length,
    sha256: createHash('sha256').update(xml).digest(),
    sealKeyId: key.keyId,
    dataKey: key.sealed,
    content: key.seal(xml, `quarantined ${id}`),
  });
  if (!kept) throw new Error('The quarantine of this source is full.');
  return taken;
}
