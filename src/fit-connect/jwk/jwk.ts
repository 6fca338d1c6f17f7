/** An RSA key as JSON Web Key (RFC 7517), with the members that FIT-Connect uses. */
export interface RsaJwk {
  readonly kty: 'RSA';
  readonly alg: string;
  readonly key_ops: readonly string[];
  readonly kid: string;
  readonly n: string;
  readonly e: string;
  /** Certificates, base64 of DER; the key's own first. */
  readonly x5c?: readonly string[];
}

/** Private members (RFC 7518, section 6.3.2). */
export const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const;

export type PrivateRsaJwk = RsaJwk & Readonly<Record<(typeof privateMembers)[number], string>>;

export type KeyPurpose = 'encrypt' | 'decrypt' | 'sign' | 'verify';

/** What each purpose needs. Private keys of others also carry `decrypt` beside `unwrapKey`. */
export const purposes = {
  encrypt: { alg: 'RSA-OAEP-256', operation: 'wrapKey', also: [], secret: false },
  decrypt: { alg: 'RSA-OAEP-256', operation: 'unwrapKey', also: ['decrypt'], secret: true },
  sign: { alg: 'PS512', operation: 'sign', also: [], secret: true },
  verify: { alg: 'PS512', operation: 'verify', also: [], secret: false },
} as const satisfies Record<KeyPurpose, { alg: string; operation: string; also: readonly string[]; secret: boolean }>;

/**
 * The public half, without certificates.
 *
 * @example
 * const jwk = publicHalf(secret, 'encrypt');
 */
export function publicHalf({ kid, n, e }: RsaJwk, purpose: 'encrypt' | 'verify'): RsaJwk {
  return { kty: 'RSA', alg: purposes[purpose].alg, key_ops: [purposes[purpose].operation], kid, n, e };
}
