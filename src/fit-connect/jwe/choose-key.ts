import { DecryptionRefused } from '../errors.ts';
import type { PrivateRsaJwk } from '../jwk/jwk.ts';
import { listKeys } from '../jwk/list-keys.ts';
import type { ApiVersion, JweHeader } from './header.ts';

/** The bare numbers of a private key; size and operations are the matter of `checkKey`. */
export type DecryptionKey = Pick<PrivateRsaJwk, 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi'> & {
  readonly kid?: string | undefined;
};

/** One's private keys: one, a list, or a JSON Web Key Set. */
export type DecryptionKeys = DecryptionKey | readonly DecryptionKey[] | { readonly keys: readonly DecryptionKey[] };

/**
 * The private key that the header names. Retired keys stay in the list as long as content for them can be left. Content
 * of version 1 may name no key, and a key may have no id; it is taken where there is one key only.
 *
 * @throws DecryptionRefused
 */
export function chooseKey({ kid }: JweHeader, keys: DecryptionKeys, version: ApiVersion): DecryptionKey {
  const list = listKeys(keys) as readonly (DecryptionKey | undefined)[];
  const [only] = list;
  if (only && list.length === 1 && (kid === undefined ? version === 'v1' : only.kid === undefined)) return only;
  const key = kid === undefined ? undefined : list.find((candidate) => candidate?.kid === kid);
  if (!key) throw new DecryptionRefused('JWE_KEY_UNKNOWN');
  return key;
}
