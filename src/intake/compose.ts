import { ZustellwerkError } from '../errors.ts';
import { buildMessage } from '../messages/build.ts';
import { berlinDateTime } from '../messages/dates.ts';
import type { Head, HeadAddress } from '../messages/head-g2g.ts';
import { locate } from '../messages/locate.ts';
import type { Destination, Plan, Portal } from './plan.ts';
import type { Resolved } from './resolve.ts';

/** The head of the message: who writes to whom, when, with which UUID. */
export function composeHead(resolved: Resolved, portal: Portal, plan: Plan, uuid: string, now: Date): Head {
  const { message, region, destination } = resolved;
  const { config, productVersion } = plan;
  const { author } = portal;
  return {
    uuid,
    createdAt: berlinDateTime(now),
    reader: {
      kennung: destination.reader.kennung ?? message.readerKennung(region.ags),
      name: destination.reader.name,
      ...readerAddress(destination),
    },
    author: {
      kennung: author.kennung[message.definition.standard.id] ?? author.kennung.default,
      name: author.name,
      reachability: author.reachability,
      address: headAddress(author.address),
    },
    product: { ...config.product, version: productVersion },
    ...(config.network.test ? { test: 'Testbetrieb' } : {}),
  };
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
 * Builds the message and proves it against the schema.
 *
 * @throws ZustellwerkError MESSAGE_DEFECT when the schema refuses what our own checks found in order. That is a bug of
 * ours or of the configuration, never the portal's fault; the error names elements, not values.
 */
export async function composeMessage(
  { message }: Resolved,
  head: Head,
  data: unknown,
  plan: Plan,
): Promise<Uint8Array> {
  const xml = buildMessage(message.definition, { head, data });
  const verdict = await plan.prove(xml);
  if (verdict.kind === 'valid') return xml;
  const places =
    'faults' in verdict
      ? verdict.faults.map(({ xpath }) => `${xpath} (${locate(message.definition, xpath).join('.')})`)
      : [];
  throw new ZustellwerkError(
    'MESSAGE_DEFECT',
    `A message ${message.definition.id} is ${verdict.kind} at ${places.join('; ')}.`,
  );
}
