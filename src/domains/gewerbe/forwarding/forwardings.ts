import { type RecipientKind, recipientMessages } from '../../../config/forwarding-recipients.ts';
import type { Finding } from '../../../findings.ts';
import { buildMessage } from '../../../messages/build.ts';
import { checkContent } from '../../../messages/check.ts';
import type { ClassicParty } from '../../../messages/head-classic.ts';
import type { Message } from '../../../messages/head-g2g.ts';
import type { MessageDefinition } from '../../../messages/message.ts';
import { checkRules } from '../../../messages/message-rule.ts';
import { readMessage } from '../../../messages/read.ts';
import { readXml } from '../../../messages/xml-read.ts';
import type { Empfangsbescheinigung } from '../empfangsbescheinigung.ts';
import type { Gewerbemeldung } from '../xgewerbeanzeige/content.ts';
import { maskMessage } from './mask-message.ts';
import { type AcceptedNotice, recordOf, type Unfinished } from './notice-record.ts';
import { masks } from './recipients.ts';
import { forwardingMessages } from './standards.ts';
import type { WithheldReason } from './withheld-reasons.ts';

/** A recipient as the authority's settings name it. */
export interface Recipient {
  readonly kind: RecipientKind;
  /** Id of the destination. */
  readonly destination: string;
  readonly reader: ClassicParty;
}

/** The authority's settings (`authorities[].forwarding`), with the destinations' readers. */
export interface ForwardingSettings {
  readonly by: 'procedure' | 'gateway';
  /** Whether XGewerbeanzeige 2.2 is sent although XGewerbeordnung 1.6 is obligatory. */
  readonly sendSuperseded: boolean;
  readonly recipients: readonly Recipient[];
}

export interface ForwardingInput {
  /** As it was accepted and completed. */
  readonly notice: AcceptedNotice;
  /** UUID of the message that carried it. */
  readonly messageUuid: string;
  /** Absent until the office has confirmed. */
  readonly confirmation: Message<Empfangsbescheinigung> | undefined;
  readonly settings: ForwardingSettings;
  /** The trade office. */
  readonly author: ClassicParty;
  readonly product: Gewerbemeldung['product'];
  /** The mark of a test network; absent in production. */
  readonly test?: string;
  /** Berlin time with milliseconds and zone; its day decides which standard is obligatory. */
  readonly now: string;
  readonly newUuid: () => string;
}

/** What becomes of a notice after its confirmation. */
export type ForwardingPlan =
  | { readonly kind: 'none'; readonly reason: WithheldReason }
  | { readonly kind: 'plan'; readonly forwardings: readonly Forwarding[] };

interface Addressed {
  readonly recipient: RecipientKind;
  readonly destination: string;
}

export type Forwarding =
  | (Addressed & {
      readonly kind: 'send';
      readonly definition: MessageDefinition<Gewerbemeldung>;
      readonly content: Gewerbemeldung;
      /** Elements that the notice has and the recipient does not get. */
      readonly withheld: readonly string[];
    })
  | (Addressed & {
      readonly kind: 'withheld';
      readonly reason: WithheldReason;
      /** Paths in the content that are missing or wrong, for `incomplete` and `mask`. */
      readonly paths?: readonly string[];
    });

type Definitions = NonNullable<ReturnType<typeof forwardingMessages>>;

/**
 * Which messages pass a notice on, or why not (§ 3 GewAnzV). Pure but for `newUuid`. Nothing is passed on before the
 * office has confirmed the notice (§ 3 Abs. 5), and each recipient gets its own fields alone.
 */
export function planForwardings(input: ForwardingInput): ForwardingPlan {
  const { settings, confirmation, messageUuid, test, now } = input;
  if (settings.by === 'procedure') return { kind: 'none', reason: 'procedure-forwards' };
  if (confirmation === undefined) return { kind: 'none', reason: 'not-confirmed' };
  if (confirmation.data.messageUuid.toLowerCase() !== messageUuid.toLowerCase()) {
    return { kind: 'none', reason: 'other-notice' };
  }
  const definitions = forwardingMessages(now.slice(0, 10), settings.sendSuperseded || test !== undefined);
  if (definitions === undefined) return { kind: 'none', reason: 'standard-superseded' };
  return {
    kind: 'plan',
    forwardings: settings.recipients.map((recipient) => planOne(recipient, input, confirmation, definitions)),
  };
}

function planOne(
  { kind, destination, reader }: Recipient,
  input: ForwardingInput,
  confirmation: Message<Empfangsbescheinigung>,
  definitions: Definitions,
): Forwarding {
  const addressed = { recipient: kind, destination };
  const fields = masks[kind][input.notice.form];
  if (fields === undefined) return { ...addressed, kind: 'withheld', reason: 'other-form' };
  const notice = kind === 'aliens-authority' ? withForeignersOnly(input.notice) : input.notice;
  if (notice.data.persons.length === 0) return { ...addressed, kind: 'withheld', reason: 'nobody-concerned' };

  const definition = definitions(recipientMessages[kind]);
  const whole = contentOf(notice, input, confirmation, reader);
  const { message, withheld } = maskMessage(readXml(buildMessage(anyContent(definition), whole)), fields);
  const content = readMessage(definition, message);
  const faults = faultsOf(definition, content);
  if (faults.length === 0) return { ...addressed, kind: 'send', definition, content, withheld };

  const ownFaults = new Set(faultsOf(definition, whole).map(pathOf));
  const byMask = faults.map(pathOf).filter((path) => !ownFaults.has(path));
  return byMask.length > 0
    ? { ...addressed, kind: 'withheld', reason: 'mask', paths: byMask }
    : { ...addressed, kind: 'withheld', reason: 'incomplete', paths: faults.map(pathOf) };
}

function contentOf(
  notice: AcceptedNotice,
  { product, test, author, now, newUuid }: ForwardingInput,
  { head, data }: Message<Empfangsbescheinigung>,
  reader: ClassicParty,
): Unfinished<Gewerbemeldung> {
  const record = recordOf(notice, { confirmation: data, confirmedAt: head.createdAt, now, author, id: newUuid() });
  return { product, test, head: { uuid: newUuid(), createdAt: now, reader, author }, records: [record] };
}

/** § 71 (2) AufenthV speaks of the data of the foreigner; whose nationality is not known is not known to be one. */
function withForeignersOnly(notice: AcceptedNotice): AcceptedNotice {
  const persons = notice.data.persons.filter(
    ({ nationalities = [] }) => nationalities.length > 0 && !nationalities.includes(german),
  );
  switch (notice.form) {
    case 'anmeldung':
      return { form: notice.form, data: { ...notice.data, persons } };
    case 'ummeldung':
      return { form: notice.form, data: { ...notice.data, persons } };
    case 'abmeldung':
      return { form: notice.form, data: { ...notice.data, persons } };
  }
}

/** DESTATIS key of the German nationality. */
const german = '000';

function faultsOf(definition: MessageDefinition<Gewerbemeldung>, content: unknown): Finding[] {
  const faults = checkContent(definition.root, content);
  const breaches = checkRules(anyContent(definition), content, faults.length === 0)
    .filter(({ severity }) => severity === 'error')
    .map(({ finding }) => finding);
  return [...faults, ...breaches];
}

/** The builder and the rules take content that is not finished; the type of a definition cannot say so. */
function anyContent(definition: MessageDefinition<Gewerbemeldung>): MessageDefinition<unknown> {
  return definition as MessageDefinition<unknown>;
}

function pathOf({ path }: Finding): string {
  return path.join('.');
}
