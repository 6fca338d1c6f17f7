import type { XtaAccess } from './call.ts';
import { type ClientCertificate, connectionsWith } from './client-certificate.ts';

export interface XtaAccessSettings extends Omit<XtaAccess, 'connections'> {
  readonly certificate?: ClientCertificate;
}

/** Opens the way to an XTA server. What was connected ends with `await using`. */
export function openXta({ certificate, ...access }: XtaAccessSettings): XtaAccess & AsyncDisposable {
  const connections = certificate && connectionsWith(certificate);
  return {
    ...access,
    ...(connections && { connections }),
    [Symbol.asyncDispose]: async () => connections?.destroy(),
  };
}
