import { isObject } from '../base64url.ts';
import { listKeys } from '../jwk/list-keys.ts';

/** Keys by their id, as an issuer publishes them; undefined when there is no such key. */
export type FindKey = (kid: string) => Promise<unknown>;

/**
 * Finds in a JSON Web Key Set (RFC 7517, section 5) that is at hand, parsed or as text; a key alone or a list will do.
 *
 * @example
 * const jwk = await findInKeySet({ keys: [signing] })(signing.kid);
 */
export function findInKeySet(keySet: unknown): FindKey {
  const keys = listKeys(keySet);
  return async (kid) => keys.find((key) => isObject(key) && key.kid === kid);
}

/**
 * Finds in a key set that is fetched: once, and once more when a key id is unknown, since the issuer may have changed
 * its keys. Ids that nobody has must not become a stream of requests, so there is a pause between fetches.
 *
 * @example
 * const findServiceKey = findInFetchedKeySet(async () => (await fetch(url)).json());
 */
export function findInFetchedKeySet(
  fetchKeySet: () => Promise<unknown>,
  now: () => Date = () => new Date(),
  pauseSeconds = 10,
): FindKey {
  let latest: { readonly find: FindKey; readonly at: number } | undefined;
  const renew = async () => {
    latest = { find: findInKeySet(await fetchKeySet()), at: now().getTime() };
    return latest;
  };
  return async (kid) => {
    const known = await latest?.find(kid);
    if (known !== undefined) return known;
    if (latest && now().getTime() - latest.at < pauseSeconds * 1000) return undefined;
    return (await renew()).find(kid);
  };
}
