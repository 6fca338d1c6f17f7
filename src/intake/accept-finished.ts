import { type Finding, finding } from '../findings.ts';
import { isUuidUsed } from '../store/find-earlier.ts';
import { checkPublished } from './check-published.ts';
import { judgeFinished } from './finished-message.ts';
import type { IntakeParts, IntakeResult, Refused } from './intake-result.ts';
import { writePointer } from './pattern.ts';
import type { Plan, Portal } from './plan.ts';
import type { PointedFinding } from './profile.ts';
import { type Beside, type Otherwise, resolveFinished } from './resolve-finished.ts';
import { repeatAnswer, storeSubmission } from './store-submission.ts';

/** A message that a portal, or an online service behind it, has built itself. */
export interface FinishedRequest {
  readonly portal: Portal;
  readonly xml: Uint8Array;
  readonly beside: Beside;
  /** What holds where neither the message nor the portal says it. */
  readonly otherwise?: Otherwise;
  readonly dryRun: boolean;
}

/**
 * The way of a finished message through the door: judged, routed by its own content, and stored as it is. Its UUID is the key
 * that makes it count once: the same bytes get the first answer again. Who applied and what was paid was checked by
 * whoever built it.
 */
export async function acceptFinished(
  { portal, xml, beside, otherwise = {}, dryRun }: FinishedRequest,
  plan: Plan,
  parts: IntakeParts,
): Promise<IntakeResult> {
  const receivedAt = parts.now();
  const judged = await judgeFinished(xml, plan);
  const { uuid } = 'head' in judged ? judged.head : judged;
  if (!('head' in judged) || uuid === undefined) return refuseOrRepeat('findings' in judged ? judged.findings : []);
  const resolved = resolveFinished(judged, beside, otherwise, portal, plan, receivedAt);
  const findings = [
    ...resolved.findings,
    ...('destination' in resolved && !dryRun ? checkPublished(resolved.destination, portal, plan) : []),
  ];
  if (!('destination' in resolved) || findings.length > 0) return refuseOrRepeat(findings);
  const idempotencyKey = keyOf(uuid);
  if (await isUuidUsed(parts.pool, { uuid, portalId: portal.id, idempotencyKey })) {
    return refuse([finding(['head', 'uuid'], 'message-uuid-used')]);
  }
  const { message, destination, common, why, whyThere } = resolved;
  const definition = message.definition.id;
  const told = { unmapped: [], warnings: point(judged.warnings), choice: { definition, common, why } };
  const accepted = { held: false, receivedAt, destinationId: destination.id, definition, messageUuid: uuid };
  if (dryRun) return { kind: 'dry-run', accepted, xml, whyThere, told };
  const request = { portal, rawBody: xml, body: undefined, idempotencyKey };
  const nothing = { trusted: undefined, assertion: undefined, payment: { record: undefined, term: undefined } };
  return storeSubmission(
    request,
    { resolved, uuid, receivedAt, xml, told, attachmentIds: [], ...nothing },
    plan,
    parts,
  );

  /** What was accepted once gets its first answer again, even if the rules have become stricter since. */
  async function refuseOrRepeat(found: readonly Finding[]): Promise<IntakeResult> {
    const refused = refuse(found);
    if (uuid === undefined || dryRun) return refused;
    const request = { portal, rawBody: xml, idempotencyKey: keyOf(uuid) };
    const earlier = await repeatAnswer(request, parts, { unmapped: [], warnings: [] });
    return earlier?.kind === 'accepted' ? earlier : refused;
  }
}

function keyOf(uuid: string): string {
  return `message:${uuid.toLowerCase()}`;
}

function refuse(findings: readonly Finding[]): Refused {
  return { kind: 'refused', findings: point(findings) };
}

/** What is wrong in the XML has its place there; what is said beside it is pointed at as in a submission. */
function point(findings: readonly Finding[]): PointedFinding[] {
  return findings.map((each) => {
    const isBeside = ['serviceId', 'act', 'region'].includes(String(each.path[0]));
    return { pointer: isBeside ? writePointer(each.path) : '', finding: each };
  });
}
