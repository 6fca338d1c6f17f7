import type { EmbeddedAttachment, ReferencedAttachment } from '../domains/service.ts';
import { buildSound } from '../messages/build.ts';
import { berlinDay } from '../messages/dates.ts';
import { checkData } from './check-data.ts';
import { composeHead } from './compose.ts';
import { type BuiltMessage, completeContent } from './content.ts';
import type { Plan, Portal } from './plan.ts';
import { type MappedData, type PointedFinding, toData } from './profile.ts';
import type { Resolved } from './resolve.ts';

/** What came of a portal's data. */
export interface Draft {
  readonly mapped: MappedData;
  /** All that is wrong with the portal's data. */
  readonly findings: readonly PointedFinding[];
  /** Undefined only where there are findings. */
  readonly built: BuiltMessage | undefined;
}

interface DraftParts {
  readonly uuid: string;
  readonly now: Date;
  readonly attachments: readonly EmbeddedAttachment[];
  readonly references: readonly ReferencedAttachment[];
}

/** Reads the portal's data, checks them, and builds the message of what is in order. Pure. */
export function draftMessage(resolved: Resolved, portal: Portal, plan: Plan, parts: DraftParts): Draft {
  const { profile, service, act, message, region, envelope } = resolved;
  const { uuid, now, attachments, references } = parts;
  const { applicant, representative, authentication, payment } = envelope;
  const around = { applicant, representative, authentication, payment };
  const mapped = toData(profile, service.id, envelope.data);
  const head = composeHead(resolved, portal, plan, uuid, now);
  const surroundings = { ags: region.ags, attachments, references, ...around };
  const content = completeContent(message, mapped.data, head, surroundings);
  const xml = content && buildSound(message.definition, content);
  const findings = checkData({ act, message, mapped, today: berlinDay(now), content, sound: xml !== undefined });
  return { mapped, findings, built: xml && { content, xml } };
}
