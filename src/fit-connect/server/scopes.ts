import { sameId } from '../uuid.ts';
import type { Client } from './ports.ts';

const anySender = 'https://schema.fitko.de/fit-connect/oauth/scopes/send-submissions';
const sending = /^send:region:DE(\d{0,12})(?:\+send:service:(.+))?$/;
const subscribing = /^subscribe:destination:([0-9a-f-]{36})$/i;

/** Whether a scope is one that this service grants something for. */
export function isScope(scope: string): boolean {
  return scope === anySender || sending.test(scope) || subscribing.test(scope);
}

export function isSender({ scopes }: Client): boolean {
  return scopes.some((scope) => scope === anySender || sending.test(scope));
}

/**
 * Whether a client may send for a service in one of the regions. A scope and a region meet when one begins with the other:
 * a destination for the whole country also serves the county that the scope names.
 *
 * @param regions such as `DE03457`.
 */
export function maySend({ scopes }: Client, service: string, regions: readonly string[]): boolean {
  return scopes.some((scope) => {
    if (scope === anySender) return true;
    const [matched, digits, onlyService] = sending.exec(scope) ?? [];
    if (matched === undefined || (onlyService !== undefined && onlyService !== service)) return false;
    return regions.some((region) => overlaps(region, `DE${digits}`));
  });
}

const overlaps = (one: string, other: string) => one.startsWith(other) || other.startsWith(one);

/** Destinations at which a client may pick up, in lower case. */
export function subscribedDestinations({ scopes }: Client): string[] {
  return scopes.flatMap((scope) => subscribing.exec(scope)?.[1]?.toLowerCase() ?? []);
}

export function maySubscribe(client: Client, destinationId: string): boolean {
  return subscribedDestinations(client).some((id) => sameId(id, destinationId));
}
