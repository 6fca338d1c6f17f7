import { constants, type KeyObject, randomBytes, sign } from 'node:crypto';

export interface CertificateContent {
  /** Common names. */
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly issuerKey: KeyObject;
  readonly from: Date;
  readonly to: Date;
  /** Whether it may issue certificates; default no. */
  readonly ca?: boolean;
}

/**
 * An X.509 certificate (RFC 5280) signed with RSASSA-PSS, SHA-512 and 64 bytes of salt (RFC 4055), as DER.
 *
 * @example
 * const der = createCertificate({ subject: 'Musterstadt', issuer: 'Test CA', publicKey, issuerKey, from, to });
 */
export function createCertificate(content: CertificateContent): Buffer {
  const algorithm = pssWithSha512();
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    algorithm,
    name(content.issuer),
    sequence(time(content.from), time(content.to)),
    name(content.subject),
    content.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(basicConstraints(content.ca ?? false))),
  );
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 };
  const signature = sign('sha512', body, { key: content.issuerKey, ...padding });
  return sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
}

const oids = {
  commonName: '550403',
  basicConstraints: '551d13',
  sha512: '608648016503040203',
  rsassaPss: '2a864886f70d01010a',
  mgf1: '2a864886f70d010108',
};

function pssWithSha512(): Buffer {
  const sha512 = sequence(oid(oids.sha512), tagged(0x05));
  return sequence(
    oid(oids.rsassaPss),
    sequence(
      tagged(0xa0, sha512),
      tagged(0xa1, sequence(oid(oids.mgf1), sha512)),
      tagged(0xa2, integer(Buffer.from([64]))),
    ),
  );
}

function basicConstraints(ca: boolean): Buffer {
  const content = ca ? sequence(tagged(0x01, Buffer.from([0xff]))) : sequence();
  return sequence(oid(oids.basicConstraints), tagged(0x01, Buffer.from([0xff])), tagged(0x04, content));
}

const name = (text: string) =>
  sequence(tagged(0x31, sequence(oid(oids.commonName), tagged(0x0c, Buffer.from(text, 'utf8')))));

/** GeneralizedTime; RFC 5280 wants UTCTime before 2050, which has two digits for the year. */
const time = (date: Date) => {
  const digits = date.toISOString().replace(/\.\d+|[-:T]/g, '');
  return date.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2), 'ascii'))
    : tagged(0x18, Buffer.from(digits, 'ascii'));
};
const oid = (hex: string) => tagged(0x06, Buffer.from(hex, 'hex'));
const integer = (bytes: Buffer) => tagged(0x02, bytes);
const sequence = (...parts: readonly Buffer[]) => tagged(0x30, ...parts);

/** Tag, length, content (X.690, DER). */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content]);
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 + bytes.length]), bytes]);
}
