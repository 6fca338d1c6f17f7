import { valueAt } from '../messages/paths.ts';
import { originOf } from './join-plans.ts';
import { parsePointer } from './pattern.ts';
import type { Plan } from './plan.ts';
import { knowsService, toData } from './profile.ts';
import { findProfile } from './resolve.ts';

/** A stored submission, opened. */
interface Opened {
  readonly portalId: string;
  readonly serviceId: string;
  readonly profile: string;
  /** The portal's body; a finished message has none of JSON. */
  readonly envelope: Uint8Array;
}

/** What a portal sent and no row of its profile takes. */
export interface Unmapped {
  /** Into the portal's body. */
  readonly pointer: string;
  readonly value: unknown;
}

/**
 * What of a submission no message has, by today's profile: kept with the submission, and shown to those who handle it. None,
 * where the portal or its profile is no more.
 */
export function findUnmapped({ portalId, serviceId, profile: id, envelope }: Opened, here: Plan): Unmapped[] {
  const plan = originOf(portalId, here);
  const portal = plan.config.portals.find((each) => each.id === portalId);
  const body = readObject(envelope);
  if (!portal || !body) return [];
  const found = findProfile({ profile: id }, portal, plan);
  if ('finding' in found || !knowsService(found.value, serviceId)) return [];
  return toData(found.value, serviceId, body.data).unmapped.map((pointer) => ({
    pointer: `/data${pointer}`,
    value: valueAt(body.data, parsePointer(pointer)),
  }));
}

function readObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
