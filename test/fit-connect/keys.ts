import { generateKeyPairSync } from 'node:crypto';
import { type CreatedKeys, createKeys } from '../../src/fit-connect/jwk/create.ts';
import { createCertificate } from '../../src/fit-connect/jwk/create-certificate.ts';

const made = new Map<string, Promise<CreatedKeys>>();

/** A key of its own for each name; making one takes seconds, so each is made once in a test process. */
export function testKeys(name: string, use: 'encryption' | 'signature'): Promise<CreatedKeys> {
  const known = made.get(name) ?? createKeys(use, { kid: `${name}-0000-0000` });
  made.set(name, known);
  return known;
}

/** A small PKI: a root and an issuer below it. Its own keys need no 4096 bits. */
export function createTestPki(from: Date, to: Date) {
  const root = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const issuing = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const own = { issuer: 'Root', issuerKey: root.privateKey, from, to, ca: true };
  const rootCertificate = createCertificate({ ...own, subject: 'Root', publicKey: root.publicKey });
  const issuer = createCertificate({ ...own, subject: 'Issuer', publicKey: issuing.publicKey });
  return {
    root: toPem(rootCertificate),
    rootCertificate,
    issuer,
    issuerKey: issuing.privateKey,
    rootKey: root.privateKey,
  };
}

export function toPem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
