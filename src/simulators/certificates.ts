import { generate } from 'selfsigned';

export interface Certified {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

/** A key with a certificate for this machine; signed by `ca`, else by itself. For an hour. */
export async function certify(name: string, ca?: Certified, keyType: 'ec' | 'rsa' = 'ec'): Promise<Certified> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType,
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - 60_000),
    notAfterDate: new Date(Date.now() + 3_600_000),
    ...(ca && { ca }),
    extensions: [
      { name: 'basicConstraints', cA: ca === undefined, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}
