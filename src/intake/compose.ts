import { ZustellwerkError } from '../errors.ts';
import { finding } from '../findings.ts';
import { berlinDateTime } from '../messages/dates.ts';
import type { Head } from '../messages/head-g2g.ts';
import { locate } from '../messages/locate.ts';
import { checkRules, type RuleBreach } from '../messages/message-rule.ts';
import type { HeadAddress } from '../messages/postal-address.ts';
import type { SchemaFault } from '../messages/validate.ts';
import { isTest } from './check-published.ts';
import type { BuiltMessage } from './content.ts';
import { homeOf } from './join-plans.ts';
import type { Destination, Plan, Portal } from './plan.ts';
import type { Resolved } from './resolve.ts';

interface Addressed extends Pick<Resolved, 'message' | 'destination'> {
  readonly region: Pick<Resolved['region'], 'ags'>;
}

/** The head of the message: who writes to whom, when, with which UUID. */
export function composeHead(
  { message, region, destination }: Addressed,
  portal: Portal,
  plan: Pick<Plan, 'config' | 'productVersion' | 'neighbours'>,
  uuid: string,
  now: Date,
): Head {
  const { author } = portal;
  const { config } = homeOf(destination.id, plan);
  return {
    uuid,
    createdAt: berlinDateTime(now),
    reader: {
      kennung: destination.reader.kennung ?? message.readerKennung(region.ags) ?? unknownReader(destination),
      name: destination.reader.name,
      ...readerAddress(destination),
    },
    author: {
      kennung: author.kennung[message.definition.standard.id] ?? author.kennung.default,
      name: author.name,
      reachability: author.reachability,
      address: headAddress(author.address),
    },
    product: { ...config.product, version: plan.productVersion },
    ...(isTest(portal, { config }, plan) ? { test: 'Testbetrieb' } : {}),
  };
}

/** The check of the configuration refuses a destination that leaves this open. */
function unknownReader({ id }: Destination): never {
  throw new ZustellwerkError(
    'MESSAGE_DEFECT',
    `Nothing says who reads the messages to ${id}: it needs reader.kennung.`,
  );
}

function readerAddress({ reader }: Destination): { address?: HeadAddress } {
  return reader.address ? { address: headAddress(reader.address) } : {};
}

/** Splits "12a" as XInneres asks: digits here, the rest there. */
function headAddress({ street, houseNumber, postalCode, city }: Portal['author']['address']): HeadAddress {
  const [, digits, suffix] = /^(\d*)\s*(.*)$/.exec(houseNumber ?? '') ?? [];
  return {
    street,
    ...(digits ? { houseNumber: digits } : {}),
    ...(suffix ? { houseNumberSuffix: suffix } : {}),
    postalCode,
    city,
  };
}

/**
 * Proves a message: against the schema, then against the rules of the message and of its standard.
 *
 * @returns the rules that it breaks. Paths lead into head and data. An error is one of the data: one of the head is a defect.
 * @throws ZustellwerkError MESSAGE_DEFECT when the schema refuses what our own checks found in order, or a rule what is
 * not the portal's. That is a bug of ours or of the configuration, never the portal's fault; the error names elements
 * and rules, not values.
 */
export async function proveMessage(
  { message: { definition } }: Pick<Resolved, 'message'>,
  { content, xml }: BuiltMessage,
  plan: Plan,
): Promise<RuleBreach[]> {
  const faults = await plan.prove(xml, definition.standard.namespace);
  if (faults.length > 0) throw schemaDefect(definition, faults);
  const ofStandard = await plan.schematron.check(xml, definition.standard.namespace);
  const breaches = [
    ...checkRules(definition, content, true),
    ...ofStandard.map(({ id, severity, text, xpath }) => ({
      severity,
      finding: finding(locate(definition, xpath), 'message-rule', { id, expected: text }),
    })),
  ];
  const defects = breaches.filter(({ severity, finding: { path } }) => severity === 'error' && path[0] !== 'data');
  if (defects.length === 0) return breaches;
  const ids = defects.map(({ finding: { params, path } }) => `${params?.id} (${path.join('.')})`);
  throw new ZustellwerkError('MESSAGE_DEFECT', `A message ${definition.id} breaks ${ids.join('; ')}.`);
}

function schemaDefect(definition: Resolved['message']['definition'], faults: readonly SchemaFault[]): ZustellwerkError {
  const places = faults.map(({ xpath }) => `${xpath} (${locate(definition, xpath).join('.')})`);
  return new ZustellwerkError('MESSAGE_DEFECT', `A message ${definition.id} is invalid at ${places.join('; ')}.`);
}
