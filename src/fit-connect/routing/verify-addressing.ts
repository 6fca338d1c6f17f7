import { isObject } from '../base64url.ts';
import { AddressingRefused } from '../errors.ts';
import { checkKey } from '../jwk/check.ts';
import type { KeyTrust } from '../jwk/trust.ts';
import type { FindKey } from '../jws/key-set.ts';
import { hasValidSignature, readJws } from '../jws/verify.ts';
import type { Reason } from '../reasons.ts';
import { isUuid, sameId } from '../uuid.ts';
import { type Area, covers, type SignedService } from './coverage.ts';

export interface AddressingContext {
  /** The id in the route. */
  readonly destinationId: string;
  /** Service key, 14 digits. */
  readonly leikaKey: string;
  readonly area: Area;
  /** Addresses of portals whose signatures are believed: anybody could publish keys somewhere. */
  readonly trustedIssuers: readonly string[];
  /** Host names of the Submission API of the environment. */
  readonly trustedHosts: readonly string[];
  /** Keys of an issuer, from `<iss>/.well-known/jwks.json`. */
  readonly findIssuerKey: (issuer: string) => FindKey;
  readonly trust: KeyTrust;
}

/** What a portal signed about a destination. */
export interface Addressing {
  readonly destinationId: string;
  readonly submissionHost: string;
  readonly issuer: string;
  readonly services: readonly SignedService[];
}

/**
 * Verifies the `destinationSignature` of a route: issuer, key, signature, destination, host, service and area. Source:
 * docs.fitko.de/fit-connect, sending/get-destination.
 *
 * @throws AddressingRefused
 *
 * @example
 * await verifyAddressing(route.destinationSignature, { destinationId: route.destinationId, leikaKey, area, ...trusted });
 */
export async function verifyAddressing(signature: string, context: AddressingContext): Promise<Addressing> {
  const jws = readJws(signature);
  const addressing = jws && readAddressing(jws.payload);
  const { alg, typ, kid, crit } = jws?.header ?? {};
  if (!addressing || alg !== 'PS512' || typ !== 'jwt' || typeof kid !== 'string' || crit !== undefined) {
    throw refuse('ADDRESSING_MALFORMED');
  }
  const { issuer, submissionHost, destinationId, services } = addressing;
  if (!context.trustedIssuers.map(bare).includes(bare(issuer))) throw refuse('ADDRESSING_ISSUER');
  const key = await findKey(context, issuer, kid);
  if (!(await hasValidSignature(signature, key))) throw refuse('ADDRESSING_SIGNATURE');
  if (!sameId(destinationId, context.destinationId)) throw refuse('ADDRESSING_DESTINATION');
  if (!context.trustedHosts.includes(submissionHost)) throw refuse('ADDRESSING_HOST');
  if (!covers(services, context.leikaKey, context.area)) throw refuse('ADDRESSING_COVERAGE');
  return addressing;
}

const refuse = (reason: Reason, cause?: unknown) => new AddressingRefused(reason, { cause });
const bare = (url: string) => url.replace(/\/$/, '');

async function findKey({ findIssuerKey, trust }: AddressingContext, issuer: string, kid: string) {
  const jwk = await findIssuerKey(bare(issuer))(kid);
  try {
    return await checkKey(jwk, { purpose: 'verify', kid, owner: 'service', trust });
  } catch (cause) {
    throw refuse('ADDRESSING_KEY_UNKNOWN', cause);
  }
}

function readAddressing(payload: Uint8Array): Addressing | undefined {
  const claims = parse(payload);
  if (!claims) return undefined;
  const { submissionHost, iss, services, destinationId, iat, jti } = claims;
  const entries: unknown[] = Array.isArray(services) ? services : [];
  if (typeof submissionHost !== 'string' || typeof iss !== 'string' || !isUuid(destinationId)) return undefined;
  if (!Number.isSafeInteger(iat) || typeof jti !== 'string' || !entries.every(isService)) return undefined;
  return { destinationId, submissionHost, issuer: iss, services: entries };
}

function parse(payload: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isService(value: unknown): value is SignedService {
  if (!isObject(value)) return false;
  return [value.gebietIDs, value.leistungIDs].every(
    (list) => Array.isArray(list) && list.every((entry) => typeof entry === 'string'),
  );
}
