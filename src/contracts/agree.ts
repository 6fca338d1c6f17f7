import type { Service } from '../catalogue/services.ts';
import type { AdapterDeclaration } from '../delivery/collections/collected-adapter.ts';
import type { BuildableMessage, ServiceAct } from '../domains/service.ts';
import { ZustellwerkError } from '../errors.ts';
import type { Destination, Plan } from '../intake/plan.ts';
import type { CodeList } from '../messages/code-list.ts';
import { describeFields, type FieldRow } from '../messages/describe.ts';
import type { Contract, Field } from './contract.ts';
import { openPoints } from './open-points.ts';
import { receiptForm } from './receipts.ts';
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
  const rows = describeFields(definition);
  const lists = new Map(rows.flatMap(({ list }) => (list ? [[keyOf(list), list] as const] : [])));
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
      reader: { name: destination.reader.name, kennung: destination.reader.kennung ?? null },
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
    },
    fields: rows.map(toField),
    codeLists: Object.fromEntries([...lists].map(([key, list]) => [key, toCodeList(list)])),
    rules: definition.rules.map(({ id, severity, text, source }) => ({ id, severity, text, source })),
    exchange: {
      transport: exchange.transport,
      steps: exchange.steps.map((step) => ({ ...step })),
      security: [...exchange.security],
      answers: exchange.answers.map((answer) => ({ ...answer })),
      ...describeReceipt(exchange.receipt),
      ...(exchange.trial === undefined ? {} : { trial: exchange.trial }),
      settings: describeSettings(destination.options, adapter),
      retry: retryOf(destination),
    },
  };
  return { ...agreed, openPoints: openPoints(agreed) };
}

/** Distinguishes lists, and versions of a list, within one contract. */
function keyOf({ uri, version }: CodeList): string {
  return `${uri} ${version}`;
}

function toField({ list, doc, ...row }: FieldRow): Field {
  return { ...row, ...(list ? { list: keyOf(list) } : {}), ...(doc === undefined ? {} : { meaning: doc }) };
}

function toCodeList({ name, uri, version, type, codes, pattern }: CodeList): Contract['codeLists'][string] {
  return {
    name,
    uri,
    version,
    type,
    ...(codes ? { codes: { ...codes } } : {}),
    ...(pattern ? { pattern: pattern.source } : {}),
  };
}

function describeReceipt(id: string | undefined): Pick<Contract['exchange'], 'receipt'> {
  if (id === undefined) return {};
  const definition = receiptForm(id)?.definition;
  if (definition === undefined) {
    throw new ZustellwerkError('CONTRACT_IMPOSSIBLE', `The receipt ${id} is not defined here.`);
  }
  const { root, standard } = definition;
  return {
    receipt: { id, root: root.name, namespace: standard.namespace, fields: describeFields(definition).map(toField) },
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
