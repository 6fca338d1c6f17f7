import { createPublicKey, X509Certificate } from 'node:crypto';
import { KeyRefused } from '../errors.ts';
import type { RsaJwk } from './jwk.ts';
import type { KeyTrust } from './trust.ts';

/**
 * Checks that the first certificate is for this key and that the chain leads to a trusted root: names, signatures,
 * validity, CA flag of every issuer, revocation. Policies, path lengths and name constraints are not looked at.
 *
 * In the TEST environment there is no chain to check; a first certificate that can be read still has to fit the key.
 *
 * Source: docs.fitko.de/fit-connect, sending/encrypt.
 *
 * @throws KeyRefused
 */
export async function checkCertificates(key: RsaJwk, trust: KeyTrust, now: Date): Promise<void> {
  if (trust.environment === 'test') {
    const own = key.x5c?.[0] === undefined ? undefined : readCertificate(key.x5c[0]);
    if (own) checkOwnKey(own, key);
    return;
  }
  if (!key.x5c) throw new KeyRefused('CERTIFICATE_MISSING', 'it has no x5c.');
  const chain = key.x5c.map((text) => {
    const certificate = readCertificate(text);
    if (certificate) return certificate;
    throw new KeyRefused('CERTIFICATE_MALFORMED', 'an entry of x5c is no certificate.');
  });
  const [own] = chain;
  if (!own) throw new KeyRefused('CERTIFICATE_MISSING', 'x5c is empty.');
  checkOwnKey(own, key);
  const path = findPath(
    chain,
    trust.roots.map((pem) => new X509Certificate(pem)),
  );
  for (const certificate of path) checkTime(certificate, now);
  for (const [index, certificate] of path.slice(0, -1).entries()) {
    const issuer = path[index + 1];
    if (issuer && (await trust.isRevoked(certificate, issuer))) {
      throw new KeyRefused('CERTIFICATE_REVOKED', 'a certificate was revoked.');
    }
  }
}

function readCertificate(base64: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}

function checkOwnKey(certificate: X509Certificate, { kty, n, e }: RsaJwk): void {
  const own = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
  if (certificate.publicKey.asymmetricKeyType === 'rsa' && certificate.publicKey.equals(own)) return;
  throw new KeyRefused('CERTIFICATE_OTHER_KEY', 'the first certificate is for another key.');
}

/** The way from the own certificate to a root; entries of x5c have to stand in order (RFC 7517, section 4.7). */
function findPath(chain: readonly X509Certificate[], roots: readonly X509Certificate[]): readonly X509Certificate[] {
  const path: X509Certificate[] = [];
  for (const certificate of chain) {
    const below = path.at(-1);
    if (below && !issued(certificate, below)) break;
    path.push(certificate);
    if (path.length > 1 && roots.some((root) => root.fingerprint512 === certificate.fingerprint512)) return path;
    const root = roots.find((candidate) => issued(candidate, certificate));
    if (root) return [...path, root];
  }
  throw new KeyRefused('CERTIFICATE_UNTRUSTED', 'its certificates do not lead to a trusted root.');
}

function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function checkTime({ validFrom, validTo }: X509Certificate, now: Date): void {
  if (new Date(validFrom) <= now && now <= new Date(validTo)) return;
  throw new KeyRefused('CERTIFICATE_EXPIRED', 'a certificate is not valid now.');
}
