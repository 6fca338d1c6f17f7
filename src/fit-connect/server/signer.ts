import { hkdfSync } from 'node:crypto';
import { CompactSign } from 'jose';
import { checkKeyShape } from '../jwk/check-shape.ts';
import { importKey } from '../jwk/import.ts';
import { publicHalf, type RsaJwk } from '../jwk/jwk.ts';
import { signSecurityEvent } from '../set/sign.ts';
import type { Signer } from './ports.ts';

/**
 * Signs with the service's key.
 *
 * @param jwk the private signature key.
 * @param retired public keys that signed events before; published as long as their events are verified.
 * @throws KeyRefused
 */
export async function createSigner(
  jwk: unknown,
  retired: readonly RsaJwk[],
  ports: { readonly now: () => Date; readonly newId: () => string },
): Promise<Signer> {
  const key = checkKeyShape(jwk, 'sign');
  const imported = await importKey(key, 'PS512');
  const secret = Buffer.from(key.d, 'base64url');
  return {
    keySet: { keys: [publicHalf(key, 'verify'), ...retired] },
    signEvent: (event) => signSecurityEvent(event, key, ports),
    signClaims: (claims) =>
      new CompactSign(Buffer.from(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'PS512', typ: 'jwt', kid: key.kid })
        .sign(imported),
    tokenKey: Buffer.from(hkdfSync('sha256', secret, '', 'zustellwerk fit-connect access token', 32)),
  };
}
