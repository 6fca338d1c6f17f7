import type { EmbeddedAttachment, ReferencedAttachment } from '../domains/service.ts';
import { berlinDay } from '../messages/dates.ts';
import type { Head } from '../messages/head-g2g.ts';
import { checkData } from './check-data.ts';
import { composeHead } from './compose.ts';
import type { Plan, Portal } from './plan.ts';
import { type MappedData, type PointedFinding, toData } from './profile.ts';
import type { Resolved } from './resolve.ts';

/** What a message is built from. */
export interface Content {
  readonly head: Head;
  readonly data: unknown;
}

/** A message before it is built. */
export interface Draft {
  readonly mapped: MappedData;
  /** All that is wrong with the portal's data. */
  readonly findings: readonly PointedFinding[];
  /** What to build from; only for data without findings. */
  content(): Content;
}

interface DraftParts {
  readonly uuid: string;
  readonly now: Date;
  readonly attachments: readonly EmbeddedAttachment[];
  readonly references: readonly ReferencedAttachment[];
}

/** Reads the portal's data, checks them, and says what the message would be built from. Pure. */
export function draftMessage(resolved: Resolved, portal: Portal, plan: Plan, parts: DraftParts): Draft {
  const { profile, service, act, message, region, envelope } = resolved;
  const { uuid, now, attachments, references } = parts;
  const { applicant, representative, authentication, payment } = envelope;
  const around = { applicant, representative, authentication, payment };
  const mapped = toData(profile, service.id, envelope.data);
  const head = composeHead(resolved, portal, plan, uuid, now);
  const surroundings = { ags: region.ags, attachments, references, ...around };
  return {
    mapped,
    findings: checkData({ act, message, mapped, today: berlinDay(now), head, surroundings }),
    content: () => ({ head, data: message.complete(mapped.data, surroundings) }),
  };
}
