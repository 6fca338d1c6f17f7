import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify, SignJWT } from 'jose';
import type { Network } from '../config/load-network.ts';
import { algorithms, openKeySet } from '../intake/assertion.ts';
import type { Caller } from '../store/api-keys.ts';
import type { Seal } from '../store/seal.ts';

/** Seconds for which a token of our own is good. */
export const tokenLifetime = 600;

/** What our own tokens name as issuer and audience. */
const own = 'zustellwerk';

/** How long a token that was found valid is taken as valid without asking again, as with keys; in milliseconds. */
const trustFor = 5_000;

/** A portal that calls with access tokens of an identity provider. */
export interface TokenClient {
  readonly portalId: string;
  readonly networkId: string;
  readonly issuer: string;
  readonly audience: string;
  readonly client: string;
  readonly keys: JWTVerifyGetKey;
}

/** @throws ConfigError where a reference to keys leads to no JWK Set */
export function openTokenClients(network: Network): TokenClient[] {
  return network.config.portals.flatMap(({ id, oauth }, index) => {
    if (!oauth) return [];
    const keys = openKeySet(oauth.keys, network, ['portals', index, 'oauth', 'keys']);
    return [{ ...oauth, portalId: id, networkId: network.config.network.id, keys }];
  });
}

/** An access token for the holder of a key. The master key signs, so every process knows it. */
export async function issueToken({ keyId }: Pick<Caller, 'keyId'>, seal: Seal, now: Date): Promise<string> {
  const issued = Math.floor(now.getTime() / 1000);
  return new SignJWT({ client_id: keyId })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setIssuer(own)
    .setAudience(own)
    .setIssuedAt(issued)
    .setExpirationTime(issued + tokenLifetime)
    .sign(secretOf(seal));
}

interface FinderParts {
  readonly seal: Seal;
  readonly now: () => Date;
  readonly findByKey: (key: string) => Promise<Caller | undefined>;
  /** Who holds a key that was not revoked. */
  readonly findHolder: (keyId: string) => Promise<Caller | undefined>;
  /** Those of the configuration of now. */
  readonly clients: () => readonly TokenClient[];
}

/**
 * Finds who calls by a key, or by an access token (JWT, RFC 9068): one of ours, or one of the issuer of a portal. A valid
 * one is remembered for five seconds, so that accepting needs neither a signature check nor a statement.
 */
export function createCallerFinder(parts: FinderParts): (credential: string) => Promise<Caller | undefined> {
  const known = new Map<string, { readonly caller: Caller; readonly until: number }>();
  return async (credential) => {
    if (!credential.includes('.')) return parts.findByKey(credential);
    const at = parts.now().getTime();
    const remembered = known.get(credential);
    if (remembered && remembered.until > at) return remembered.caller;
    for (const [token, { until }] of known) if (until <= at) known.delete(token);
    const found = await readToken(credential, parts);
    if (found) known.set(credential, { caller: found.caller, until: Math.min(at + trustFor, found.ends) });
    return found?.caller;
  };
}

async function readToken(
  token: string,
  { seal, now, findHolder, clients }: FinderParts,
): Promise<{ readonly caller: Caller; readonly ends: number } | undefined> {
  try {
    const currentDate = now();
    const claimed = decodeJwt(token);
    const common = { currentDate, requiredClaims: ['exp'] };
    if (claimed.iss === own) {
      const options = { ...common, issuer: own, audience: own, algorithms: ['HS256'] };
      const { payload } = await jwtVerify(token, secretOf(seal), options);
      const caller = await findHolder(clientOf(payload));
      return caller && { caller, ends: endOf(payload) };
    }
    const [client, ...others] = clients().filter(
      (each) => each.issuer === claimed.iss && each.client === clientOf(claimed),
    );
    // Whoever could be two portals is neither.
    if (!client || others.length > 0) return undefined;
    const { issuer, audience, keys, portalId, networkId } = client;
    const options = { ...common, issuer, audience, algorithms, clockTolerance: 60 };
    const { payload } = await jwtVerify(token, keys, options);
    const caller: Caller = { keyId: `oauth ${client.client}`, role: 'portal', subject: portalId, networkId };
    return { caller, ends: endOf(payload) };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function secretOf(seal: Seal): Uint8Array {
  return seal.hmac('access-token', new Uint8Array());
}

function clientOf({ client_id, azp, sub }: JWTPayload): string {
  return String(client_id ?? azp ?? sub);
}

function endOf({ exp = 0 }: JWTPayload): number {
  return exp * 1000;
}
