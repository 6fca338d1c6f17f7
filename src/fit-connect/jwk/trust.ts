import { KeyRefused } from '../errors.ts';

/** What is asked about of a certificate. Node's own type would ask whoever compiles against this for Node's types. */
export interface CertificateInQuestion {
  /** DER. */
  readonly raw: Uint8Array;
  readonly serialNumber: string;
  readonly subject: string;
  readonly issuer: string;
}

/** Asks OCSP or a revocation list. An answer that cannot be had must be an error, not `false`. */
export type RevocationCheck = (certificate: CertificateInQuestion, issuer: CertificateInQuestion) => Promise<boolean>;

/**
 * Whom keys are trusted from.
 *
 * In the TEST environment destinations have certificates that they made themselves, so no chain can be checked. The
 * same type that leaves out the chain carries the name of the environment, and clients refuse to use it with addresses
 * of STAGE and PROD: it cannot be left switched on there.
 */
export type KeyTrust =
  | { readonly environment: 'test' }
  | {
      readonly environment: 'stage' | 'production';
      /** Root certificates of the administration's PKI (V-PKI), as PEM. */
      readonly roots: readonly string[];
      readonly isRevoked: RevocationCheck;
    };

/** Hosts of the environments that hold real certificates. */
const guardedHosts = [/(^|\.)fit-connect\.fitko\.net$/, /(^|\.)fit-connect\.niedersachsen\.de$/];

/**
 * Refuses the trust of TEST together with an address of STAGE or PROD.
 *
 * @throws KeyRefused
 *
 * @example
 * checkTrust({ environment: 'test' }, 'https://test.fit-connect.fitko.dev/submission-api');
 */
export function checkTrust(trust: KeyTrust, ...addresses: readonly string[]): void {
  if (trust.environment !== 'test') {
    if (trust.roots.length > 0) return;
    throw new KeyRefused('TRUST_MISUSED', `the environment ${trust.environment} needs root certificates.`);
  }
  for (const address of addresses) {
    const { hostname } = new URL(address);
    if (guardedHosts.some((host) => host.test(hostname))) {
      throw new KeyRefused('TRUST_MISUSED', `the trust of TEST may not be used with ${hostname}.`);
    }
  }
}
