import type { Finding } from './explain-issues.ts';
import type { NetworkConfig } from './network-schema.ts';

/**
 * What only holds for destinations that take messages of vehicle registration.
 *
 * - The DVDV list of prefixes (version 51) has none for a Zulassungsbehörde, so nothing can be derived from the region:
 *   the destination names the key of its reader itself.
 * - Only portals that the KBA approved may apply for it (FZV 2011 §§ 15a ff.; FZV 2023 § 18 (3)): a route names them.
 */
export function* checkVehicleRegistration(config: NetworkConfig): Generator<Finding> {
  const offices = new Set<string>();
  for (const [index, { id, messages, reader }] of config.destinations.entries()) {
    if (!messages.some(isVehicleRegistration)) continue;
    offices.add(id);
    if (reader.kennung === undefined) {
      yield {
        path: ['destinations', index, 'reader', 'kennung'],
        problem: 'is missing, and the DVDV has no prefix for vehicle registration to derive it by',
        expected: 'the DVDV key of the office, in quotes',
      };
    }
  }
  for (const [index, { destination, portals }] of config.routes.entries()) {
    if (destination !== undefined && offices.has(destination) && portals === undefined) {
      yield {
        path: ['routes', index, 'portals'],
        problem: `is missing, and the law lets only approved portals apply to ${destination}`,
        expected: 'the portals that the KBA has approved; linkOut for all others',
      };
    }
  }
}

/** Whether a message id belongs to vehicle registration. */
export function isVehicleRegistration(messageId: string): boolean {
  return messageId.startsWith('zustellwerk-kfz/');
}
