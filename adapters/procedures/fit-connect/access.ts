import { fitConnect } from '../../../src/sdk.ts';
import type { Options } from './options.ts';

export function accessOf(options: Options, signal: AbortSignal): fitConnect.AccessSettings {
  const { environment, trustedRoots: roots } = options;
  // The options say that revocation is watched elsewhere; outside `test` they are refused without that word.
  const trust = environment === 'test' ? { environment } : { environment, roots, isRevoked: async () => false };
  return { ...options, trust, signal };
}

/** The one that is named, or that routing finds. */
export async function findDestinationId(options: Options, signal: AbortSignal): Promise<string | undefined> {
  const { destinationId, routing } = options;
  return destinationId ?? (routing && fitConnect.findDestinationId(accessOf(options, signal), routing));
}
