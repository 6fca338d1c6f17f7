import { checkCertificates } from './check-certificates.ts';
import { checkKeyShape } from './check-shape.ts';
import type { KeyPurpose, PrivateRsaJwk, RsaJwk } from './jwk.ts';
import { checkTrust, type KeyTrust } from './trust.ts';

export interface KeyRules {
  readonly purpose: KeyPurpose;
  readonly trust: KeyTrust;
  /** The id that was asked for, where there is one. */
  readonly kid?: string | undefined;
  /**
   * Whose key it is; default `destination`. Only keys of destinations need certificates outside TEST: trust in the
   * delivery service's keys rests on TLS, keys of reply channels and one's own private keys have none.
   */
  readonly owner?: 'destination' | 'service' | 'reply' | undefined;
  readonly now?: (() => Date) | undefined;
}

/**
 * Checks a key before it is used. A sender checks the fetched key of a destination, a subscriber its own keys and those
 * that signed events.
 *
 * @param jwk parsed or as text.
 * @returns the members that FIT-Connect knows, without any other.
 * @throws KeyRefused whose `reason` says why.
 *
 * @example
 * const key = await checkKey(await response.json(), {
 *   purpose: 'encrypt',
 *   kid: destination.encryptionKid,
 *   trust: { environment: 'test' },
 * });
 */
export async function checkKey(
  jwk: unknown,
  rules: KeyRules & { readonly purpose: 'decrypt' | 'sign' },
): Promise<PrivateRsaJwk>;
export async function checkKey(jwk: unknown, rules: KeyRules): Promise<RsaJwk>;
export async function checkKey(jwk: unknown, rules: KeyRules): Promise<RsaJwk> {
  const { purpose, trust, kid, owner = 'destination', now = () => new Date() } = rules;
  checkTrust(trust);
  const key = checkKeyShape(jwk, purpose, kid);
  const needsCertificate = owner === 'destination' && (purpose === 'encrypt' || purpose === 'verify');
  if (needsCertificate) await checkCertificates(key, trust, now());
  return key;
}
