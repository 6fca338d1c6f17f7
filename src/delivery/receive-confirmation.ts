import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Network } from '../config/load-network.ts';
import { empfangsbescheinigung } from '../domains/gewerbe/empfangsbescheinigung.ts';
import { type Forwarding, type ForwardingPlan, planForwardings } from '../domains/gewerbe/forwarding/forwardings.ts';
import { readNotice } from '../domains/gewerbe/forwarding/read-notice.ts';
import { forwardingSettings, tradeOffice } from '../domains/gewerbe/forwarding/settings.ts';
import type { WithheldReason } from '../domains/gewerbe/forwarding/withheld-reasons.ts';
import {
  readEmpfangsbescheinigung,
  type UnreadableConfirmation,
} from '../domains/gewerbe/read-empfangsbescheinigung.ts';
import { buildMessage } from '../messages/build.ts';
import { berlinDateTime } from '../messages/dates.ts';
import type { Schemas } from '../messages/schemas.ts';
import { prove } from '../messages/validate.ts';
import {
  confirmationUuid,
  findSentMessage,
  type NewEvent,
  type NewForwarding,
  type StoredMessage,
  storeConfirmation,
} from '../store/confirm-notice.ts';
import type { DataKey, Seal } from '../store/seal.ts';

export interface ConfirmationParts {
  readonly pool: pg.Pool;
  readonly seal: Seal;
  readonly schemas: Schemas;
  readonly config: Network['config'];
  /** Version of Zustellwerk, for the head of messages. */
  readonly productVersion: string;
  readonly now: () => Date;
  /** For what an operator must hear of: a message of ours that breaks its schema. Never content. */
  readonly alarm: (text: string) => void;
  /** Called after a commit, so that the delivery begins at once. */
  readonly wake: () => void;
}

/** What becomes of one recipient: a delivery, or the reason why there is none. */
export interface ForwardingResult {
  readonly recipient: string;
  readonly destination: string;
  readonly delivery?: string;
  readonly reason?: WithheldReason;
}

export type ConfirmationResult =
  | { readonly kind: 'unreadable'; readonly reason: UnreadableConfirmation }
  /** No notice with that UUID went to this destination. */
  | { readonly kind: 'unknown-notice' }
  /** Confirmed before: nothing was stored and nothing is sent again. */
  | { readonly kind: 'repeated'; readonly submission: string }
  | {
      readonly kind: 'confirmed';
      readonly submission: string;
      readonly forwardings: readonly ForwardingResult[];
      /** Why nothing at all is passed on. */
      readonly reason?: WithheldReason;
    };

/**
 * Takes in a trade office's confirmation and queues the forwardings that follow from it, in one statement. A forwarding
 * that cannot be made never stands in the way of the confirmation.
 *
 * @param destinationId who sent it: only notices that went there can be confirmed.
 */
export async function receiveConfirmation(
  bytes: Uint8Array,
  destinationId: string,
  parts: ConfirmationParts,
): Promise<ConfirmationResult> {
  const { pool, seal, schemas, config, now } = parts;
  const reading = await readEmpfangsbescheinigung(bytes, schemas);
  if (reading.kind === 'unreadable') return reading;
  const { confirmation } = reading;
  const { messageUuid } = confirmation.data;
  const sent = await findSentMessage(pool, messageUuid, destinationId);
  if (sent === undefined) return { kind: 'unknown-notice' };
  const dataKey = seal.openDataKey(sent.sealKeyId, sent.dataKey, sent.submissionId);
  const notice = readNotice(sent.definition, dataKey.open(sent.content, `message ${messageUuid.toLowerCase()}`));
  if (notice === undefined) return { kind: 'unknown-notice' };

  const receivedAt = now();
  const office = config.destinations.find(({ id }) => id === destinationId)?.reader.name ?? destinationId;
  const plan = planForwardings({
    notice,
    messageUuid,
    confirmation,
    settings: forwardingSettings(config, sent.authorityId),
    author: tradeOffice(notice.data.municipalityKey ?? '', office),
    product: { ...config.product, version: parts.productVersion },
    ...(config.network.test ? { test: 'Testbetrieb' } : {}),
    now: berlinDateTime(receivedAt),
    newUuid: randomUUID,
  });
  const queued = await queue(plan, dataKey, receivedAt, parts);
  const uuid = confirmationUuid(messageUuid);
  const stored = await storeConfirmation(pool, {
    submissionId: sent.submissionId,
    receivedAt,
    uuid,
    message: sealMessage(empfangsbescheinigung.id, uuid, bytes, dataKey),
    forwardings: queued.flatMap(({ forwarding }) => forwarding ?? []),
    events: [{ type: 'confirmed', detail: { destination: destinationId } }, ...eventsOf(plan, queued)],
  });
  if (!stored) return { kind: 'repeated', submission: sent.submissionId };
  parts.wake();
  return {
    kind: 'confirmed',
    submission: sent.submissionId,
    forwardings: queued.map(({ result }) => result),
    ...(plan.kind === 'none' && { reason: plan.reason }),
  };
}

interface Queued {
  readonly result: ForwardingResult;
  readonly forwarding?: NewForwarding;
  readonly event: NewEvent;
}

/** Builds, proves and seals each message of a plan. */
async function queue(plan: ForwardingPlan, dataKey: DataKey, now: Date, parts: ConfirmationParts): Promise<Queued[]> {
  if (plan.kind === 'none') return [];
  return Promise.all(
    plan.forwardings.map((one) =>
      one.kind === 'withheld' ? withhold(one, one.reason, one.paths) : queueOne(one, dataKey, now, parts),
    ),
  );
}

type Sendable = Extract<Forwarding, { kind: 'send' }>;

async function queueOne(one: Sendable, dataKey: DataKey, now: Date, parts: ConfirmationParts): Promise<Queued> {
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
      message: sealMessage(definition.id, uuid, xml, dataKey),
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

function sealMessage(definition: string, uuid: string, xml: Uint8Array, dataKey: DataKey): StoredMessage {
  return {
    definition,
    size: xml.length,
    sha256: createHash('sha256').update(xml).digest(),
    content: dataKey.seal(xml, `message ${uuid}`),
  };
}

function eventsOf(plan: ForwardingPlan, queued: readonly Queued[]): NewEvent[] {
  if (plan.kind === 'none') return [{ type: 'forwarding-withheld', detail: { reason: plan.reason } }];
  return queued.map(({ event }) => event);
}
