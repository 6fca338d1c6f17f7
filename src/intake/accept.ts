import { createMeetingPoint } from '../meeting-point.ts';
import { checkPublished } from './check-published.ts';
import {
  type IntakeParts,
  type IntakeRequest,
  type IntakeResult,
  type Refused,
  refuse,
  type Told,
  type Unavailable,
} from './intake-result.ts';
import type { Plan } from './plan.ts';
import { type Prepared, prepare } from './prepare.ts';
import { repeatAnswer, storeSubmission } from './store-submission.ts';
import { traceSubmission } from './trace-submission.ts';

/** Where the bodies that lie ready have been read. */
const meet = createMeetingPoint();

const untold: Told = { unmapped: [], warnings: [] };

/**
 * The way of a submission through the door: profile → data → routing → message, all computed before; then one statement
 * stores everything. Nothing is stored by a refusal or a dry run.
 */
export async function accept(request: IntakeRequest, plan: Plan, parts: IntakeParts): Promise<IntakeResult> {
  await meet();
  const findFiles = (ids: readonly string[]) => parts.attachments.findWaiting(ids, request.portal.id);
  const prepared = onlyIfPublished(request, await prepare(request, plan, { ...parts, findFiles }), plan);
  if (prepared.kind === 'ready')
    return request.dryRun ? showDryRun(prepared) : storeSubmission(request, prepared, plan, parts);
  if (prepared.kind === 'refused' && request.idempotencyKey !== undefined && !request.dryRun) {
    // What was accepted once gets its first answer again, even if the rules have become stricter since.
    return (await repeatAnswer(request, parts, untold)) ?? prepared;
  }
  return prepared;
}

/** A dry run shows what would be; what is to be delivered needs an authority that takes it. */
function onlyIfPublished(
  { portal, dryRun }: IntakeRequest,
  prepared: Prepared | Refused | Unavailable,
  plan: Plan,
): Prepared | Refused | Unavailable {
  if (dryRun || prepared.kind !== 'ready') return prepared;
  const findings = checkPublished(prepared.resolved.destination, portal, plan);
  return findings.length > 0 ? refuse(findings) : prepared;
}

function showDryRun({ resolved, uuid, receivedAt, content, mapped, xml, told, payment }: Prepared): IntakeResult {
  const { destination, message, whyThere, envelope } = resolved;
  const trace = traceSubmission({ message, content, mapped, body: envelope });
  const held = payment.term !== undefined;
  const accepted = {
    held,
    receivedAt,
    destinationId: destination.id,
    definition: message.definition.id,
    messageUuid: uuid,
  };
  return { kind: 'dry-run', accepted, xml, whyThere, trace, told };
}
