import { randomUUID } from 'node:crypto';
import type { Network } from '../config/load-network.ts';
import type { Empfangsbescheinigung } from '../domains/gewerbe/empfangsbescheinigung.ts';
import { type Forwarding, type ForwardingPlan, planForwardings } from '../domains/gewerbe/forwarding/forwardings.ts';
import type { AcceptedNotice } from '../domains/gewerbe/forwarding/notice-record.ts';
import { forwardingSettings, tradeOffice } from '../domains/gewerbe/forwarding/settings.ts';
import type { WithheldReason } from '../domains/gewerbe/forwarding/withheld-reasons.ts';
import { buildMessage } from '../messages/build.ts';
import { berlinDateTime } from '../messages/dates.ts';
import type { Message } from '../messages/head-g2g.ts';
import type { Schemas } from '../messages/schemas.ts';
import { prove } from '../messages/validate.ts';
import type { DataKey } from '../store/seal.ts';
import { sealMessage } from '../store/seal-message.ts';
import type { NewEvent, NewForwarding } from '../store/store-reply.ts';

export interface ForwardingParts {
  readonly schemas: Schemas;
  readonly config: Network['config'];
  /** Version of Zustellwerk, for the head of messages. */
  readonly productVersion: string;
  /** For what an operator must hear of: a message of ours that breaks its schema. Never content. */
  readonly alarm: (text: string) => void;
}

/** What becomes of one recipient: a delivery, or the reason why there is none. */
export interface ForwardingResult {
  readonly recipient: string;
  readonly destination: string;
  readonly delivery?: string;
  readonly reason?: WithheldReason;
}

/** The forwardings that follow from a confirmation, ready to be stored with it. */
export interface Forwarded {
  readonly results: readonly ForwardingResult[];
  readonly forwardings: readonly NewForwarding[];
  readonly events: readonly NewEvent[];
  /** Why nothing at all is passed on. */
  readonly reason?: WithheldReason;
}

interface Confirmed {
  readonly notice: AcceptedNotice;
  readonly messageUuid: string;
  readonly confirmation: Message<Empfangsbescheinigung>;
  readonly destinationId: string;
  readonly authorityId: string;
  readonly dataKey: DataKey;
  readonly now: Date;
}

/**
 * Builds the forwardings that follow from a trade office's confirmation. One that cannot be made never stands in the way
 * of the confirmation.
 */
export async function forwardNotice(confirmed: Confirmed, parts: ForwardingParts): Promise<Forwarded> {
  const { notice, messageUuid, confirmation, destinationId, authorityId, dataKey, now } = confirmed;
  const { config, productVersion } = parts;
  const office = config.destinations.find(({ id }) => id === destinationId)?.reader.name ?? destinationId;
  const plan = planForwardings({
    notice,
    messageUuid,
    confirmation,
    settings: forwardingSettings(config, authorityId),
    author: tradeOffice(notice.data.municipalityKey ?? '', office),
    product: { ...config.product, version: productVersion },
    ...(config.network.test ? { test: 'Testbetrieb' } : {}),
    now: berlinDateTime(now),
    newUuid: randomUUID,
  });
  const queued = await queue(plan, dataKey, now, parts);
  return {
    results: queued.map(({ result }) => result),
    forwardings: queued.flatMap(({ forwarding }) => forwarding ?? []),
    events: [{ type: 'confirmed', detail: { destination: destinationId } }, ...eventsOf(plan, queued)],
    ...(plan.kind === 'none' && { reason: plan.reason }),
  };
}

interface Queued {
  readonly result: ForwardingResult;
  readonly forwarding?: NewForwarding;
  readonly event: NewEvent;
}

/** Builds, proves and seals each message of a plan. */
async function queue(plan: ForwardingPlan, dataKey: DataKey, now: Date, parts: ForwardingParts): Promise<Queued[]> {
  if (plan.kind === 'none') return [];
  return Promise.all(
    plan.forwardings.map((one) =>
      one.kind === 'withheld' ? withhold(one, one.reason, one.paths) : queueOne(one, dataKey, now, parts),
    ),
  );
}

type Sendable = Extract<Forwarding, { kind: 'send' }>;

async function queueOne(one: Sendable, dataKey: DataKey, now: Date, parts: ForwardingParts): Promise<Queued> {
  const { recipient, destination, definition, content, withheld } = one;
  const xml = buildMessage(definition, content);
  const verdict = await prove(xml, parts.schemas);
  if (verdict.kind !== 'valid') {
    parts.alarm(`A forwarding ${definition.id} is ${verdict.kind}`);
    const places = 'faults' in verdict ? verdict.faults.map(({ xpath }) => xpath) : [];
    return withhold(one, 'schema-invalid', places);
  }
  const delivery = randomUUID();
  const { uuid } = content.head;
  const maxAge = parts.config.destinations.find(({ id }) => id === destination)?.delivery.maxAge ?? 0;
  return {
    result: { recipient, destination, delivery },
    forwarding: {
      deliveryId: delivery,
      messageUuid: uuid,
      message: sealMessage({ uuid, definition: definition.id, xml }, dataKey),
      destinationId: destination,
      giveUpAt: new Date(now.getTime() + maxAge),
    },
    event: { type: 'forwarding', deliveryId: delivery, detail: { recipient, destination, withheld } },
  };
}

function withhold(
  { recipient, destination }: Pick<Forwarding, 'recipient' | 'destination'>,
  reason: WithheldReason,
  paths?: readonly string[],
): Queued {
  const detail = { recipient, destination, reason, ...(paths && { paths }) };
  return { result: { recipient, destination, reason }, event: { type: 'forwarding-withheld', detail } };
}

function eventsOf(plan: ForwardingPlan, queued: readonly Queued[]): NewEvent[] {
  if (plan.kind === 'none') return [{ type: 'forwarding-withheld', detail: { reason: plan.reason } }];
  return queued.map(({ event }) => event);
}
