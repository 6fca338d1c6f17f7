import { generateKeyPair, type KeyObject, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { createCertificate } from './create-certificate.ts';
import { type KeyPurpose, type PrivateRsaJwk, purposes, type RsaJwk } from './jwk.ts';

export interface CreatedKeys {
  /** For the destination: register it there. */
  readonly public: RsaJwk;
  /** For oneself: never leaves the house. */
  readonly private: PrivateRsaJwk;
}

export interface CreateKeysOptions {
  /** Default: a new UUID. 8 to 64 characters. */
  readonly kid?: string;
  /** Name in the self-made certificate, which the TEST environment takes. Without it the public key has no x5c. */
  readonly commonName?: string;
  readonly now?: () => Date;
}

/**
 * Makes an RSA-4096 pair: `encryption` (wrapKey, unwrapKey) or `signature` (verify, sign). Takes seconds.
 *
 * @example
 * const { public: jwk, private: secret } = await createKeys('encryption', { commonName: 'Musterstadt (Test)' });
 */
export async function createKeys(
  use: 'encryption' | 'signature',
  options: CreateKeysOptions = {},
): Promise<CreatedKeys> {
  const { kid = randomUUID(), commonName, now = () => new Date() } = options;
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 4096 });
  const [open, secret] = use === 'encryption' ? (['encrypt', 'decrypt'] as const) : (['verify', 'sign'] as const);
  const x5c = commonName === undefined ? undefined : [selfSign(pair, commonName, now())];
  return {
    public: { ...describe(open, kid), ...readNumbers(pair.publicKey, ['n', 'e']), ...(x5c && { x5c }) },
    private: {
      ...describe(secret, kid),
      ...readNumbers(pair.privateKey, ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi']),
    },
  };
}

function describe(purpose: KeyPurpose, kid: string) {
  const { alg, operation } = purposes[purpose];
  return { kty: 'RSA' as const, alg, key_ops: [operation], kid };
}

function readNumbers<Name extends string>(key: KeyObject, names: readonly Name[]): Record<Name, string> {
  const jwk: Record<string, unknown> = { ...key.export({ format: 'jwk' }) };
  const numbers: Partial<Record<Name, string>> = {};
  for (const name of names) numbers[name] = String(jwk[name]);
  return numbers as Record<Name, string>;
}

function selfSign(pair: { publicKey: KeyObject; privateKey: KeyObject }, commonName: string, from: Date): string {
  const to = new Date(from);
  to.setUTCFullYear(to.getUTCFullYear() + 2);
  return createCertificate({
    subject: commonName,
    publicKey: pair.publicKey,
    issuer: commonName,
    issuerKey: pair.privateKey,
    from,
    to,
  }).toString('base64');
}
