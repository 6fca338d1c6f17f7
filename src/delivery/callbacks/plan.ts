import type { Callbacks } from '../../config/callback-schema.ts';
import type { DeepReadonly } from '../../config/load-network.ts';
import { resolveSecrets } from '../../config/secrets.ts';

/** How one portal is told. */
export interface CallbackPlan extends DeepReadonly<Callbacks> {
  readonly portalId: string;
}

interface Configured {
  readonly portals: readonly { readonly id: string; readonly callbacks?: DeepReadonly<Callbacks> | undefined }[];
}

/**
 * The portals of a network that are told.
 *
 * @param baseFolder where relative paths of references start
 * @throws ZustellwerkError SECRET_MISSING
 */
export function planCallbacks({ portals }: Configured, baseFolder: string): CallbackPlan[] {
  return portals.flatMap(({ id, callbacks }) => {
    if (!callbacks) return [];
    const ca = callbacks.ca === undefined ? {} : { ca: String(resolveSecrets(callbacks.ca, baseFolder)) };
    return [{ ...callbacks, ...ca, portalId: id }];
  });
}
