import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { readLevel, type TrustLevel } from '../catalogue/trust.ts';
import { ConfigError, type ConfigPath } from '../config/config-error.ts';
import { faultAt, type Network } from '../config/load-network.ts';
import { resolveSecrets } from '../config/secrets.ts';
import { ZustellwerkError } from '../errors.ts';
import type { Wording } from '../findings.ts';

type Trust = Network['config']['trust'];
type Issuer = Trust['assertions'][number];

/** What a signed assertion says of the applicant. */
export interface Asserted {
  readonly level: TrustLevel;
  readonly method: string | undefined;
  /** The same for the same assertion alone: SHA-256 of issuer and `jti`. It can be used for one submission. */
  readonly id: Buffer;
}

export type Assertion =
  | { readonly kind: 'asserted'; readonly asserted: Asserted }
  | { readonly kind: 'refused'; readonly reason: Wording }
  /** The issuer's keys cannot be had at the moment: nobody can say. */
  | { readonly kind: 'unavailable' };

export interface Assertions {
  /** Who has to vouch for the applicants of this portal and service; undefined: the portal's word counts. */
  issuerFor(portal: string, service: string): Issuer | undefined;
  /** Checks signature, issuer, audience, times and claims. Never throws. */
  verify(token: string, issuer: Issuer, now: Date): Promise<Assertion>;
  /** What an assertion says that was checked when its submission was accepted. */
  recall(token: string, issuer: Issuer): Assertion;
}

/** Signatures that anybody can check and only the issuer can make. */
export const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** How far the clocks of issuer and gateway may differ, in seconds. */
const clockTolerance = 60;

/** What a network without issuers has, and whoever only reads one. */
export const noAssertions: Assertions = {
  issuerFor: () => undefined,
  verify: async () => ({ kind: 'unavailable' }),
  recall: () => ({ kind: 'unavailable' }),
};

/**
 * Signed assertions of who applies (JWT, RFC 7519), by the issuers that the network file names.
 *
 * @throws ConfigError where a reference to keys leads to no JWK Set
 */
export function openAssertions(network: Network): Assertions {
  const { trust } = network.config;
  const keys = new Map(
    trust.assertions.map((issuer, index) => [
      issuer,
      openKeySet(issuer.keys, network, ['trust', 'assertions', index, 'keys']),
    ]),
  );
  const read = (claims: JWTPayload, { levelClaim, methodClaim, issuer }: Issuer): Assertion => {
    const level = readLevel(String(claims[levelClaim]), trust);
    if (level === undefined) return { kind: 'refused', reason: wrongClaim(levelClaim) };
    const method = methodClaim === undefined ? undefined : claims[methodClaim];
    const id = createHash('sha256')
      .update(JSON.stringify([issuer, claims.jti]))
      .digest();
    return { kind: 'asserted', asserted: { level, method: typeof method === 'string' ? method : undefined, id } };
  };
  return {
    issuerFor: (portal, service) =>
      trust.assertions.find(
        ({ portals, services }) => (portals?.includes(portal) ?? true) && (services?.includes(service) ?? true),
      ),
    verify: async (token, issuer, now) => {
      try {
        const { payload } = await jwtVerify(token, keys.get(issuer) as JWTVerifyGetKey, {
          issuer: issuer.issuer,
          audience: issuer.audience,
          algorithms,
          clockTolerance,
          currentDate: now,
          requiredClaims: ['exp', 'jti', issuer.levelClaim],
        });
        return read(payload, issuer);
      } catch (error) {
        return isUnreachable(error) ? { kind: 'unavailable' } : { kind: 'refused', reason: tellReason(error) };
      }
    },
    recall: (token, issuer) => read(decodeJwt(token), issuer),
  };
}

/**
 * The public keys of an issuer: an https address, or a reference.
 *
 * @param path where they stand in the network file
 * @throws ConfigError where a reference leads to no JWK Set
 */
export function openKeySet(keys: string, network: Network, path: ConfigPath): JWTVerifyGetKey {
  if (/^https?:/.test(keys)) return createRemoteJWKSet(new URL(keys));
  try {
    return createLocalJWKSet(JSON.parse(String(resolveSecrets(keys, dirname(network.file)))) as JSONWebKeySet);
  } catch (cause) {
    const problem = cause instanceof ZustellwerkError ? cause.message : 'leads to no JWK Set';
    const fault = faultAt(network, path, problem, 'a JWK Set: {"keys": [ … ]}');
    throw new ConfigError([fault], { cause });
  }
}

/** What is no fault of the token: the address of the keys answers late, wrongly or not at all. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return (
    error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC'
  );
}

function tellReason(error: unknown): Wording {
  if (error instanceof errors.JWTExpired) return { de: 'sie ist abgelaufen', en: 'it has expired' };
  if (error instanceof errors.JWTClaimValidationFailed) return wrongClaim(error.claim);
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
    return { de: 'die Unterschrift ist nicht die des Ausstellers', en: 'the signature is not that of the issuer' };
  }
  return { de: 'sie ist kein signiertes JWT', en: 'it is no signed JWT' };
}

function wrongClaim(claim: string): Wording {
  return { de: `die Angabe ${claim} fehlt oder ist falsch`, en: `the claim ${claim} is missing or wrong` };
}
