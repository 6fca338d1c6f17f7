import { openConnections, type TlsIdentity } from '../connections.ts';
import type { XtaAccess } from './call.ts';

export interface XtaAccessSettings extends Omit<XtaAccess, 'connections'> {
  /** What this installation shows the server, and who may have signed the server's certificate. */
  readonly identity?: TlsIdentity;
}

/** Opens the way to an XTA server for as long as `use` runs. */
export async function withXta<Result>(
  { identity, ...access }: XtaAccessSettings,
  use: (access: XtaAccess) => Promise<Result>,
): Promise<Result> {
  if (identity === undefined) return use(access);
  const connections = openConnections(identity);
  try {
    return await use({ ...access, connections });
  } finally {
    await connections.destroy();
  }
}
