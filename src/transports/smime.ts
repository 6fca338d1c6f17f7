import { X509Certificate } from 'node:crypto';

/**
 * Encrypts a MIME entity for the holder of a certificate: CMS EnvelopedData (RFC 5652) as S/MIME has it (RFC 8551), with
 * AES-256-CBC, its key under RSAES-OAEP with SHA-256. Nobody's signature is on it.
 *
 * @param certificate PEM, of an RSA key.
 * @returns the DER bytes of `application/pkcs7-mime; smime-type=enveloped-data`.
 */
export async function encryptFor(certificate: string, entity: Uint8Array): Promise<Uint8Array> {
  // Loaded by those who use it.
  const { Certificate, ContentInfo, EnvelopedData } = await import('pkijs');
  const recipient = Certificate.fromBER(new Uint8Array(new X509Certificate(certificate).raw));
  const enveloped = new EnvelopedData();
  enveloped.addRecipientByCertificate(recipient, { oaepHashAlgorithm: 'SHA-256' });
  await enveloped.encrypt(contentEncryption, new Uint8Array(entity).buffer);
  const info = new ContentInfo({ contentType: ContentInfo.ENVELOPED_DATA, content: enveloped.toSchema() });
  return new Uint8Array(info.toSchema().toBER());
}

const contentEncryption = { name: 'AES-CBC', length: 256 };

/** What a certificate must be to encrypt for: undefined when it is so. */
export function faultOfCertificate(certificate: string): string | undefined {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = new X509Certificate(certificate).publicKey;
    if (asymmetricKeyType !== 'rsa') return 'a certificate of an RSA key';
    return (asymmetricKeyDetails?.modulusLength ?? 0) < 2048 ? 'a key of at least 2048 bits' : undefined;
  } catch {
    return 'a certificate in PEM, usually as file:…';
  }
}

/** Whether a certificate may be encrypted for at a moment. */
export function isValidAt(certificate: string, now: Date): boolean {
  const { validFromDate, validToDate } = new X509Certificate(certificate);
  return validFromDate <= now && now <= validToDate;
}
