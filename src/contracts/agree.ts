import { embeddedLimit } from '../attachments/load-for-message.ts';
import type { Service } from '../catalogue/service.ts';
import type { AdapterDeclaration } from '../delivery/collections/collected-adapter.ts';
import type { BuildableMessage, ServiceAct } from '../domains/service.ts';
import { ZustellwerkError } from '../errors.ts';
import type { Destination, Plan } from '../intake/plan.ts';
import type { MessageDefinition } from '../messages/message.ts';
import type { Contract } from './contract.ts';
import { codeListsOf, fieldsOf, generalRulesOf, ownRulesOf } from './describe-message.ts';
import { describeForm } from './form-fields.ts';
import { openPoints } from './open-points.ts';
import { receiptForm } from './receipts.ts';
import { describeReplies, repliesTo } from './replies.ts';
import { describeSettings } from './settings.ts';

/** What a contract is made of. */
export interface Agreeing {
  readonly plan: Pick<Plan, 'config' | 'routes' | 'schemas'>;
  readonly service: Service;
  readonly act: ServiceAct;
  readonly message: BuildableMessage;
  readonly destination: Destination;
  readonly adapter: AdapterDeclaration;
}

/**
 * The contract between a service and a destination, read from the definitions that the gateway runs on: nothing in it
 * is written by hand, so it says what would really be sent.
 *
 * @throws ZustellwerkError CONTRACT_IMPOSSIBLE when the adapter does not say how it talks to the procedure.
 */
export function agree({ plan, service, act, message, destination, adapter }: Agreeing): Contract {
  const exchange = typeof adapter.exchange === 'function' ? adapter.exchange(destination.options) : adapter.exchange;
  if (exchange === undefined) {
    throw new ZustellwerkError(
      'CONTRACT_IMPOSSIBLE',
      `The adapter ${adapter.id} has no "exchange": it does not say how it talks to the procedure.`,
    );
  }
  const { definition } = message;
  const { standard } = definition;
  const agreed = {
    format: 'zustellwerk-contract/1' as const,
    network: { id: plan.config.network.id, name: plan.config.network.name },
    authority: authorityOf(destination, plan),
    service: {
      id: service.id,
      act: act.act,
      name: service.nameDe,
      leika: [...service.leikaIds],
      legalBasis: [...service.legalBasis],
      trustLevel: service.trustLevel,
    },
    destination: {
      id: destination.id,
      name: destination.name,
      reader: describeReader(message, destination),
      regions: regionsOf(service.id, act.act, destination.id, plan),
    },
    adapter: {
      id: adapter.id,
      version: adapter.version,
      summary: adapter.summary,
      ...adapter.capabilities,
      ...(exchange.success && { success: exchange.success }),
    },
    message: {
      id: definition.id,
      standard: standard.name,
      version: standard.version,
      type: definition.type,
      root: definition.root.name,
      namespace: standard.namespace,
      title: definition.title,
      legalBasis: definition.legalBasis,
      provenance: standard.provenance,
      officialSchema: plan.schemas.isOfficial(standard.namespace),
      embedsAttachments: message.embedsAttachments,
      ...describeAttachments(message, destination),
      ...(standard.validFrom !== undefined && { validFrom: standard.validFrom }),
      ...(standard.validUntil !== undefined && { validUntil: standard.validUntil }),
    },
    ...describeForm(act),
    fields: fieldsOf(definition),
    codeLists: codeListsOf([definition as MessageDefinition<unknown>, ...repliesTo(definition)]),
    rules: [...ownRulesOf(definition), ...generalRulesOf(definition)],
    exchange: {
      transport: exchange.transport,
      steps: exchange.steps.map((step) => ({ ...step })),
      security: [...exchange.security],
      answers: exchange.answers.map((answer) => ({ ...answer })),
      ...describeReceipt(exchange.receipt),
      ...(exchange.headers && { headers: exchange.headers.map((header) => ({ ...header })) }),
      ...(exchange.trial === undefined ? {} : { trial: exchange.trial }),
      settings: describeSettings(destination.options, adapter),
      retry: retryOf(destination),
    },
    replies: describeReplies(definition, destination, exchange),
  };
  return { ...agreed, openPoints: openPoints(agreed) };
}

/** Of a key that comes from the region: its form, with `AGS` for the eight digits. */
function describeReader(
  { readerKennung }: BuildableMessage,
  { reader: { name, kennung } }: Destination,
): Contract['destination']['reader'] {
  const form = kennung === undefined ? readerKennung('AGS') : undefined;
  return { name, kennung: kennung ?? null, ...(form !== undefined && { form }) };
}

function describeAttachments(
  { embedsAttachments, placesOfFiles, refersToAttachments = false }: BuildableMessage,
  { fetchesAttachments }: Destination,
): Pick<Contract['message'], 'attachments'> {
  if (!embedsAttachments) return {};
  const places = placesOfFiles === undefined ? {} : { places: placesOfFiles.length };
  return { attachments: { mostBytes: embeddedLimit, ...places, fetched: refersToAttachments && fetchesAttachments } };
}

function describeReceipt(id: string | undefined): Pick<Contract['exchange'], 'receipt'> {
  if (id === undefined) return {};
  const definition = receiptForm(id)?.definition;
  if (definition === undefined) {
    throw new ZustellwerkError('CONTRACT_IMPOSSIBLE', `The receipt ${id} is not defined here.`);
  }
  const { root, standard } = definition;
  return {
    receipt: { id, root: root.name, namespace: standard.namespace, fields: fieldsOf(definition) },
  };
}

function authorityOf(destination: Destination, { config }: Agreeing['plan']): Contract['authority'] {
  const authority = config.authorities.find(({ id }) => id === destination.authority);
  return { id: destination.authority, name: authority?.name ?? '', ars: authority?.ars ?? '' };
}

function regionsOf(service: string, act: string, destination: string, { routes }: Agreeing['plan']): string[] {
  return routes
    .filter((route) => route.service === service && route.act === act && route.destination === destination)
    .map(({ region }) => region)
    .sort();
}

function retryOf({ delivery }: Destination): Contract['exchange']['retry'] {
  return {
    attempts: delivery.attempts,
    maxAgeMs: delivery.maxAge,
    firstPauseMs: delivery.firstPause,
    longestPauseMs: delivery.longestPause,
    timeoutMs: delivery.timeout,
    parallel: delivery.parallel,
  };
}
