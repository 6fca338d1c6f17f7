import type { XtaAccess } from './call.ts';
import { type ClientCertificate, connectionsWith } from './client-certificate.ts';

export interface XtaAccessSettings extends Omit<XtaAccess, 'connections'> {
  readonly certificate?: ClientCertificate;
}

/** Opens the way to an XTA server for as long as `use` runs. */
export async function withXta<Result>(
  { certificate, ...access }: XtaAccessSettings,
  use: (access: XtaAccess) => Promise<Result>,
): Promise<Result> {
  if (certificate === undefined) return use(access);
  const connections = connectionsWith(certificate);
  try {
    return await use({ ...access, connections });
  } finally {
    await connections.destroy();
  }
}
